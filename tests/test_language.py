"""The language of a text, by letters and words."""

from __future__ import annotations

import pytest

from localize.language import NAMES, identify


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Правительство утвердило новый бюджет страны на три года.", "ru"),
        ("Үкімет елдің үш жылға арналған жаңа бюджетін бекітті.", "kk"),
        ("The government approved the new three-year budget.", "en"),
        ("Премьер-министр Олжас Бектенов посетил область Жетісу и Қызылорду с рабочей поездкой.", "ru"),
        ("Глава «Самұрық-Қазына» назначен", "ru"),
        ("Компания Air Astana открыла рейс в Лондон", "ru"),
        ("Подробнее на https://akorda.kz/ru/events/2026", None),
        ("Подробнее об этом решении — на https://akorda.kz/ru/events", "ru"),
        ("Вышел фильм The Lord of the Rings: The Rings of Power", "ru"),
        ("МИНИСТР ВЫСТУПИЛ НА ЗАСЕДАНИИ", "ru"),
        ("РОССИЯ И США ОБСУДИЛИ РСМД", "ru"),
        ("ЦЕНА iPhone И Ozon ВЫРОСЛА", "ru"),
        ("Бұл туралы министр айтты деп хабарлайды.", "kk"),
        ("Уряд затвердив новий бюджет країни на три роки, повідомив міністр фінансів.", "uk"),
        ("Урад зацвердзіў новы бюджэт краіны на тры гады, паведаміў міністр фінансаў.", "be"),
        ("Өкмөт өлкөнүн үч жылга карата жаңы бюджетин бекитти, деди өкүл үч күн өткөндөн кийин.", "ky"),
        ("Влада је усвојила нови буџет земље, саопштио је министар финансија током седнице.", "sr"),
        ("Правителството одобри новия бюджет на страната за три години. Това съобщи министърът на финансите по време на заседанието.",
         "bg"),
        ("Qazaqstan Respublikasynyń Prezidenti búgin Astanada otyrys ótkizdi.", "other"),
        ("政府批准了该国未来三年的新预算。财政部长在会议上宣布了这一消息。", "other"),
        ("Правительство утвердило бюджет".encode().decode("cp1251", "replace"), "garbled"),
        ("12 345,6 — 7", None),
        ("Да.", None),
    ],
)  # fmt: skip
def test_identify(text: str, lang: str | None) -> None:
    """Names in Kazakh or English do not make a Russian sentence foreign; too little text is not judged."""
    assert identify(text) == lang


@pytest.mark.parametrize("word", ["прав" * 100_000, "a." * 200_000, "Р°" * 100_000])
def test_a_word_without_an_end_is_read_once(word: str) -> None:
    """Whatever the answer is, it does not take minutes."""
    assert identify(f"Привет, {word} мир") in NAMES.keys() | {None}
