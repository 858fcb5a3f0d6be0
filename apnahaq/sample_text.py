"""Generate reproducible sample text of realistic length."""

import uuid
from random import Random
from typing import Any

# Every article contains these, so that a search for one of them matches all articles.
COMMON_WORDS = ["the", "and", "of", "to", "in", "we", "with", "for", "women", "community", "rights", "support"]
# The later a word is in the list, the rarer it is in the text.
_WORD_LIST = """
about after again against all always another any around ask autumn away because been before began begin being
between book both bring building call came can care change child children choice city class clear close come could
country day decide different do door down each early east easy either end enough equal even evening event ever every
example eye face fact family far feel few find first five follow food found four free friend full garden gave general
get girls give go good great green group grow hall hand happen hard have head hear help here high hold home hope hour
house how hundred idea important inside join just keep kind kitchen know language large last late law learn leave left
less let letter library life light like line list listen little live local long look made make many map market matter
may mean meet meeting member might minute moment money month more morning most mother move much music must name near
need never new next night north note nothing now number offer office often old one open or order other our out over
own page paper part past people perhaps place plan play point possible power practice project promise public put
question quiet reach read ready reason remember report rest right river road room round run same saw say school see
send set seven several shall share short should show side simple since sister six sit small so some song soon south
speak spring stand start state stay still story street strong study summer sure table take talk teach tell ten than
thank that their them then there these they thing think third this those thought three through time today together
told town train travel tree true try turn two under until up use very visit voice wait walk want warm watch water way
week well went were west what when where which while who whole why will winter wish within without word work world
write year yes yet young
"""
WORDS = _WORD_LIST.split()
SAMPLE_SENTENCE = "This is sample text and says nothing about anybody."


class SampleText:
    """Random words, numbers and UUIDs, which are the same whenever they are generated for the same name."""

    def __init__(self, name: str) -> None:
        self.random = Random(name)  # noqa: S311 (reproducible text, not a secret)

    def uuid(self) -> str:
        """Return a UUID."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def words(self, count: int) -> str:
        """Return a number of words, about half of them common words."""
        chosen = []
        for _ in range(count):
            if self.random.random() < 0.5:
                chosen.append(self.random.choice(COMMON_WORDS))
            else:
                chosen.append(WORDS[int(len(WORDS) * self.random.random() ** 3)])
        return " ".join(chosen)

    def sentence(self, count: int) -> str:
        """Return a sentence with a number of words."""
        return f"{self.words(count).capitalize()}."

    def paragraphs(self, count: int) -> str:
        """Return two paragraphs of rich text with a number of words."""
        half = count // 2
        return "".join(f"<p>{self.sentence(half - 12)} {self.sentence(12)}</p>" for _ in range(2))

    def block(self, name: str, value: Any) -> dict[str, Any]:
        """Return a block as a StreamField stores it."""
        return {"type": name, "value": value, "id": self.uuid()}

    def article(self) -> list[dict[str, Any]]:
        """Return a body of 400 to 600 words under headings, including all common words."""
        body = [self.block("paragraph", f"<p>{SAMPLE_SENTENCE} {' '.join(COMMON_WORDS).capitalize()}.</p>")]
        for _ in range(4):
            body.append(self.block("heading", {"text": self.words(4).capitalize(), "level": "h2"}))
            body.append(self.block("paragraph", self.paragraphs(self.random.randint(95, 140))))
        return body

    def conversation(self) -> list[dict[str, Any]]:
        """Return a body of 400 to 600 words in questions and answers, including all common words."""
        body = [
            self.block("paragraph", f"<p>{SAMPLE_SENTENCE} {' '.join(COMMON_WORDS).capitalize()}.</p>"),
            self.block("heading", {"text": "A sample conversation", "level": "h2"}),
        ]
        for _ in range(5):
            question = f"{self.words(10).capitalize()}?"
            answer = self.paragraphs(self.random.randint(70, 100))
            body.append(self.block("question", {"question": question, "answer": answer}))
        return body
