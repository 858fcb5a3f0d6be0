"""Divide long lists into pages whose cost does not grow with the list, and name each of them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PAGE_SIZE = 10


class QuerySetPaginator(Paginator):
    """A paginator that is given its count, and reads pages of the second half from the end.

    A database walks over all rows that come before a page, so the last page would cost the most.
    """

    object_list: QuerySet

    def __init__(self, queryset: QuerySet, count: int) -> None:
        super().__init__(queryset, PAGE_SIZE)
        self.count = count

    def page(self, number: int | str) -> Page:
        """Return a page. Raises `InvalidPage` if there is none with this number."""
        number = self.validate_number(number)
        start, stop = (number - 1) * self.per_page, min(number * self.per_page, self.count)
        if start < self.count / 2:
            objects = list(self.object_list[start:stop])
        else:
            objects = list(self.object_list.reverse()[self.count - stop : self.count - start])[::-1]
        return Page(objects, number, self)


def requested_page(request: HttpRequest, paginator: Paginator) -> Page:
    """Return the page that `?page=` names, the first by default. Raises `Http404` if there is no such page."""
    try:
        return paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page.") from error


def list_query(chosen: dict[str, str], number: int = 1) -> str:
    """Return the query string of one page of a list that is narrowed to what was chosen; "" for the first of all."""
    parameters = {**chosen, **({"page": number} if number > 1 else {})}
    return f"?{urlencode(parameters)}" if parameters else ""


def part_of_list(choices: Sequence[str], page: Page) -> list[str]:
    """Return what sets the shown part of a list apart: what it was narrowed to, and the number of the page."""
    return [*choices, *([_("page %(number)s") % {"number": page.number}] if page.number > 1 else [])]


def title_of_part(title: str, part: list[str]) -> str:
    """Return the title of a list with the part that is shown: Blog: Europe, page 2."""
    return f"{title}: {_(', ').join(part)}" if part else title
