"""In a browser nothing of a recording is loaded before somebody presses play, and then only what is heard."""

import pytest

from tests.page_types import EVERY_BLOCK_PATH

pytestmark = pytest.mark.browser

PLAY = """async (player) => {
    player.muted = true;
    await player.play();
    return player.duration;
}"""
SEEK = """(player) => new Promise((done) => {
    player.addEventListener("seeked", () => done(player.currentTime));
    player.currentTime = 590;
})"""


def test_a_recording_is_loaded_when_it_is_played_and_can_be_moved_in(visit):
    page = visit(EVERY_BLOCK_PATH)
    answers = []
    page.on("response", lambda answer: answers.append(answer) if "/recordings/" in answer.url else None)
    summary = page.locator(".recordings summary").first
    summary.focus()
    page.keyboard.press("Enter")
    player = page.locator(".recordings audio")
    assert player.is_visible()
    page.wait_for_load_state("networkidle")
    assert answers == []
    # Ten minutes, which are longer than one part.
    assert 590 < player.evaluate(PLAY) < 610
    assert player.evaluate(SEEK) >= 590
    assert {answer.status for answer in answers} == {206}
    assert all(int(answer.headers["content-length"]) <= 2 * 1024 * 1024 for answer in answers)


def test_a_content_note_leads_past_its_passage_without_a_script(visit):
    page = visit(EVERY_BLOCK_PATH, java_script_enabled=False, width=360)
    link = page.locator(".content-note a")
    link.focus()
    page.keyboard.press("Enter")
    target = link.get_attribute("href")
    assert page.url.endswith(target)
    assert page.locator(target).bounding_box()["y"] < page.viewport_size["height"]
