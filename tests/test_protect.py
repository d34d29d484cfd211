"""Figures, money, dates and addresses are found and written by the target's convention."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.protect import convention, protect


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Рост на 12,5% за 2025 год", ["12,5", "2025"]),
        ("Вложили $26 млрд и 300 тыс. тенге", ["$26 млрд", "300 тыс."]),
        ("2 миллиона 300 тысяч, 2 тысячи 300 тенге", ["2 миллиона 300 тысяч", "2", "300"]),
        ("Площадь 430 тыс. 400 кв. км и 2,5 тыс. МВт", ["430", "400 кв. км", "2,5 тыс. МВт"]),
        ("5 тыс. Гкал, 5 млн. USD и 2 тыс. В Алматы", ["5 тыс. Гкал", "5 млн.", "USD", "2 тыс"]),
        ("УЩЕРБ 86,5 ТЫС. ТЕНГЕ", ["86,5"]),
        ("Уже 5 тыс. «зелёных» проектов, 3 млн. «Мы рады»", ["5 тыс.", "3 млн"]),
        ("до −5 млн тенге, 2 млн 300 тыс. $, с 21 тысячью", ["−5 млн", "2 млн 300 тыс. $", "21 тысячью"]),
        ("в XX и XXI веках, XVI, XVII и XVIII веков", ["XX", "XXI", "XVI", "XVII", "XVIII"]),
        ("в конце XIX – начале XX века, XVII—XVIII вв., XIX в.", ["XIX", "XX", "XVII—XVIII", "XIX"]),
        ("MacBook'а, R&D, AT&T, LLC, C-130 и L'Oréal", ["R&D", "AT&T", "LLC", "C-130", "L'Oréal"]),
        ("Windows 10 в октябре, Falcon 9 и iPhone 17 Pro", ["Windows 10", "Falcon 9", "iPhone 17 Pro"]),
        ("Sputnik V, GTA VI, Starlink 28 спутников", ["Sputnik V", "GTA VI", "Starlink", "28"]),
        ("Boeing 737-800 и Boeing в XX веке", ["Boeing 737-800", "Boeing", "XX"]),
        ("гепатит B, O'Neil-центр, Wi-Fi/LTE-сеть, II место", []),
        ("01.03.2024-15.03.2024", ["01.03.2024", "15.03.2024"]),
        ("10-15 млн тенге и 5 тысячам жителей", ["10", "15 млн", "5 тысячам"]),
        ("Пишите на press@akorda.kz или @akorda_press", ["press@akorda.kz", "@akorda_press"]),
        ("Сайт https://www.gov.kz/a?b=1, там всё", ["https://www.gov.kz/a?b=1"]),
        ("21 февраля 2026 года в 15:30", ["21", "2026", "15:30"]),
        ("Встреча пройдёт 21 фев в Астане", ["21 фев"]),
        ("С 12.03.1975 г. по 01.02.2026 г., сеть 10.10.2000.1", ["12.03.1975 г.", "01.02.2026 г."]),
        ("АЛМАТЫ, 20 ноября — Казинформ. С 5 мая — новые правила", ["20 ноября", "5"]),
        ("в VIII–III веках и XIX веке", ["VIII–III", "XIX"]),
        ("30\u00a0км\u00b2 и 20\u00a0кв.\u00a0м, 10°-15°С", ["30\u00a0км\u00b2", "20\u00a0кв.\u00a0м", "10", "15°С"]),
        ("Тариф 1000 кВт/ч, 5 ТВт∙ч, 12 га/чел", ["1000 кВт/ч", "5 ТВт∙ч", "12"]),
        ("8\u00a0(727)\u00a0250-00-00, 8 800 555–35–35", ["8\u00a0(727)\u00a0250-00-00", "8 800 555–35–35"]),
        ("AU$5 млн, 5 млн US$, $5\u00a0млн", ["AU$5 млн", "5 млн US$", "$5\u00a0млн"]),
        ("5 марок — это много, 3 мая в Астане", ["5", "3"]),
        ("Население — 20 283 000 человек", ["20 283 000"]),
        ("Самолёт Ту-154 и IT-компания, тип I", []),
        ("Компания JPMorgan Chase & Co, GPT-4, El Niño и B2B", ["JPMorgan Chase & Co", "GPT-4", "El Niño", "B2B"]),
        ("#Казахстан2050 в тренде", ["#Казахстан2050"]),
        ("Станция на 150 МВт и 3,2 млрд кВт·ч", ["150 МВт", "3,2 млрд кВт·ч"]),
        ("Мороз −38 °С, ветер 8 м/с, от 10–15 МВт", ["−38 °С", "8 м/с", "10", "15 МВт"]),
        ("минус −38 градусов и 5,4 % роста", ["−38", "5,4 %"]),
        ("Звоните +7 727 250-00-00 или 8 (7172) 74-00-00", ["+7 727 250-00-00", "8 (7172) 74-00-00"]),
        ("8 800 080 7777, то есть не 8 800 080", ["8 800 080 7777", "8 800 080"]),
        ("от 10 000-15 000 до 1 000 000 тенге", ["10 000", "15 000", "1 000 000"]),
        ("5 га, 20 кв.м, 100 000 м², 15 Втулок", ["5 га", "20 кв.м", "100 000 м²", "15"]),
    ],
)  # fmt: skip
def test_protected_spans(text: str, found: list[str]) -> None:
    """What is protected, in reading order; offsets match."""
    spans = protect(text)
    assert [s.text for s in spans] == found
    assert all(text[s.start : s.stop] == s.text for s in spans)


@pytest.mark.parametrize(
    ("text", "kazakh", "english"),
    [
        ("$26 млрд", "26 млрд доллар", "$26 billion"),
        ("S$70 млн", "70 млн Сингапур доллары", "S$70 million"),
        ("€1,5 млн", "1,5 млн еуро", "€1.5 million"),
        ("1 234,5", "1 234,5", "1,234.5"),
        ("12,5", "12,5", "12.5"),
        ("21 фев", "21 ақпан", "February 21"),
        ("500₸", "500 теңге", "₸500"),
        ("150 МВт", "150 МВт", "150 MW"),
        ("3,2 млрд кВт*ч", "3,2 млрд кВт·сағ", "3.2 billion kWh"),
        ("-5 °С", "−5 °C", "−5°C"),
        ("+7 727 250-00-00", "+7 727 250-00-00", "+7 727 250-00-00"),
        ("1 га", "1 га", "1 hectare"),
        ("1 млн га", "1 млн га", "1 million hectares"),
        ("−5,4", "−5,4", "−5.4"),
        ("5\u00a0млн\u00a0кв.\u00a0м", "5 млн шаршы метр", "5 million square meters"),
        ("$5\u00a0млн", "5 млн доллар", "$5 million"),
        ("5 тыс. га", "5 мың га", "5,000 hectares"),
        ("$1,5 тыс.", "1,5 мың доллар", "$1,500"),
        ("−3,2 млрд", "−3,2 млрд", "−3.2 billion"),
        ("5 млн 200 тыс. га", "5 млн 200 мың га", "5.2 million hectares"),
        ("$2 млн 300 тыс.", "2 млн 300 мың доллар", "$2.3 million"),
        ("3 млн 5 млрд", "3 млн 5 млрд", "3 million 5 billion"),
        ("в 2:40 ночи", "2:40", "2:40"),
        ("в VIII–III веках", "VIII–III", "8th–3rd"),
        ("родился 12.03.1975 г. в Алматы", "12.03.1975", "March 12, 1975"),
        ("до 1.12.2026.", "1.12.2026", "December 1, 2026"),
        ("в XV-м веке", "XV", "15th"),
        ("с XXI века", "XXI", "21st"),
        ("орден I–III степени", "I–III", "I–III"),
        ("312 млн тенге", "312 млн", "312 million"),
        ("14,7 миллиарда", "14,7 миллиард", "14.7 billion"),
        ("3 млрд 250 млн", "3 млрд 250 млн", "3.25 billion"),
        ("20 кв.м", "20 шаршы метр", "20 square meters"),
        ("5,4 %", "5,4", "5.4"),
    ],
)
def test_conventions_of_the_targets(text: str, kazakh: str, english: str) -> None:
    """The same value as Kazakh and English newspapers write it."""
    span = protect(text)[0]
    assert convention(span, "kk") == kazakh
    assert convention(span, "en") == english


@pytest.mark.parametrize(
    "text",
    [
        "5–10 тысяч",
        "от 5 до 10 тысяч",
        "5 или 10 тысяч",
        "с 5 до примерно 10 тыс.",
        "5, а то и 10 тысяч",
        "$5–10 тыс. га",
    ],
)
def test_thousands_of_two_figures_stay_a_word(text: str) -> None:
    """«5–10,000» would be another range."""
    assert convention(protect(text)[-1], "en") == "10 thousand" + (" hectares" if "га" in text else "")


@given(st.text("0123456789 ,.:–-млнтысрд$%гакв\u00a0IVX", max_size=24))
def test_every_span_has_a_convention(text: str) -> None:
    """Whatever is protected can be written for either target."""
    assert all(convention(span, lang) for span in protect(text) for lang in ("kk", "en"))


@pytest.mark.parametrize("digits", [40, 9000])
def test_digits_without_an_end_are_copied(digits: int) -> None:
    """Nothing is rounded, nothing raises."""
    text = "7" * digits + " тыс."
    assert convention(protect(text + " тенге")[0], "en") == "7" * digits + " thousand"


@pytest.mark.parametrize("text", ["a" * 200_000, "a." * 100_000, "a-" * 100_000, "прав" * 50_000, "x@" * 100_000])
def test_a_word_without_an_end_is_scanned_once(text: str) -> None:
    """No pattern starts again at every letter: this would take minutes."""
    assert [s for s in protect(text) if s.kind != "email"] == []


def test_thousands_of_figures_are_found_in_one_go() -> None:
    """Spans do not overlap, however many there are."""
    assert len(protect("1 2,5 " * 10_000)) == 20_000


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Встреча 21 фев. Делегация вернётся", "21 фев"), ("К 21 фев. сдадут дом", "21 фев."),
        ("Вложат $26 млрд. Министр рад", "$26 млрд"), ("Вложат $26 млрд.", "$26 млрд"),
    ],
)  # fmt: skip
def test_the_full_stop_of_a_sentence_is_not_an_abbreviations(text: str, span: str) -> None:
    """«21 фев.» before a capital ends the sentence: its stop must not be swallowed."""
    assert [s.text for s in protect(text)] == [span]


def test_a_number_without_an_end_takes_no_time() -> None:
    """Groups of three are counted, not tried from every place; this took minutes."""
    assert protect("1" + " 000" * 50_000)
