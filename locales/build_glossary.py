#!/usr/bin/env python3
"""Build the shipped glossaries `locales/kk/glossary.po` and `locales/en/glossary.po`.

They come from two sources:

* `locales/terms/*.tsv`, written by hand. Columns: kind, ru, kk, en, flags, note. A hand-written row
  wins over a CLDR entry with the same Russian name;
* the Unicode CLDR through Babel: territories, languages, currencies and cities. What CLDR words
  otherwise than the press does is put right below, or in `terms/world.tsv`; what we are not sure of is
  marked fuzzy, that is, a candidate.

Flags in a TSV row: `exact` `invariable` `izafet` `bare` `plural` `the` `reading=…` `forbidden=kk:…`
(`en:…`; `_` for a space).

    python locales/build_glossary.py           write both catalogues
    python locales/build_glossary.py --check   change nothing; fail on faulty rows or stale catalogues

Needs babel and polib. A row that you are told to flag `izafet` or `bare` ends in ы or і in Kazakh:
`izafet` if that ending is the third-person possessive (министрлігі), `bare` if it belongs to the word
(Алматы, хатшы).
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import polib
from babel import Locale
from babel.core import get_cldr_version
from babel.numbers import get_currency_name

HERE = Path(__file__).resolve().parent
HEADER = ("kind", "ru", "kk", "en", "flags", "note")
KINDS = ("organisation", "person", "place", "term")
FLAGS = ("exact", "invariable", "izafet", "bare", "plural", "the")
VALUED = ("reading", "forbidden")
LANGUAGES = ("kk", "en")
KAZAKH_PLURAL = re.compile(r"[лдт][ае]р(?:[ыі])?$")


@dataclass(frozen=True)
class Term:
    """One row: a Russian name, its two targets, and where it comes from."""

    kind: str
    ru: str
    kk: str
    en: str
    flags: tuple[str, ...] = ()
    note: str = ""
    source: str = "own"
    candidate: bool = False
    where: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What may occur once only: ё counts as е, case counts (Астана Опера, астана опера)."""
        return self.kind, fold(self.ru)


def fold(text: str) -> str:
    """Russian text as the matcher compares it."""
    return text.replace("ё", "е").replace("Ё", "Е")


# ── what CLDR gives ──────────────────────────────────────────────────────────────────────────────


def codes(text: str) -> frozenset[str]:
    """The codes in a line of them."""
    return frozenset(text.split())


# Not countries, or better written by hand, or words that Russian text is full of (TG: «Того»).
SKIP_TERRITORIES = codes("AC BQ CC CD CG CP DG EA EU HK HM IC IO MM MO QO SJ TG UM UN XA XB ZZ")
# Renderings that the Kazakh press seldom writes: candidates until a newsroom approves them.
DOUBTFUL_TERRITORIES = codes("AX AS BL CK FK FM FO GF GS KM KY MF MP MQ PF PM PN PW SX TA TF TK TL VG VI WF YT")
THE_TERRITORIES = codes("AE BS CF DO EZ FK FO GM IM KM KY MH MV NL PH PS SB SC TC TF VG VI")

# Languages as news name them; every other language of CLDR is left out.
LANGUAGE_CODES = codes(
    "ab am ar av az ba be bg bs ca ce cs cu cv cy da de el en es et eu fa fi fr ga gag gl hr hu hy id is it ja ka "
    "kaa kbd kk km ko krc krl ku kum ky la lb lez lo lt lv mk mn ms mt my ne nl no nog os pl pt ro ru si sk sl sq sr "
    "sv ta tg th tk tr tt tyv udm ug uk uz vi xal yue zh"
)
DOUBTFUL_LANGUAGES = codes("av bs cu cy eu gl kbd km lb lez lo my si tyv yue")
KAZAKH_LANGUAGES = {"az": "әзербайжан тілі"}
ENGLISH_LANGUAGES = {"ab": "Abkhaz", "av": "Avar", "kaa": "Karakalpak", "lez": "Lezgian", "tyv": "Tuvan"}

SKIP_CURRENCIES = codes("AFN ANG AZM CNH CUC GBP HRK KGS KZT LSL LTL LVL SLE XAF XOF XPF XXX")
SURE_CURRENCIES = codes(
    "AED AMD AUD AZN BRL BYN CAD CHF CNY CZK DKK EGP EUR GEL HKD HUF IDR ILS INR IQD IRR JPY KRW KWD MDL MNT MXN "
    "MYR NOK NZD PKR QAR RON RSD RUB SAR SEK SGD THB TJS TMT TRY UAH USD VND ZAR"
)
KAZAKH_CURRENCIES = {
    "AED": "БАӘ дирхамы",
    "AUD": "Австралия доллары",
    "EUR": "еуро",
    "MNT": "Моңғолия төгрөгі",
    "TRY": "түрік лирасы",
    "DKK": "Дания кронасы",
    "NOK": "Норвегия кронасы",
    "SEK": "Швеция кронасы",
    "SAR": "Сауд Арабиясының риялы",
    "ILS": "Израильдің жаңа шекелі",
    "THB": "Таиланд баты",
    "AZN": "Әзербайжан манаты",
    "STN": "Сан-Томе және Принсипи добрасы",
    "PGK": "Папуа – Жаңа Гвинея кинасы",
    "PLN": "Польша злотыйы",
    "SZL": "Эсватини лилангениі",
}
RUSSIAN_CURRENCIES = {"PGK": "кина Папуа — Новой Гвинеи"}

CITIES = codes(
    "Abidjan Accra Addis_Ababa Asmera Bamako Bangui Banjul Brazzaville Bujumbura Casablanca Conakry Dakar "
    "Dar_es_Salaam Freetown Gaborone Harare Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville "
    "Luanda Lusaka Malabo Maputo Mogadishu Monrovia Nairobi Ndjamena Niamey Nouakchott Ouagadougou Porto-Novo "
    "Tripoli Windhoek Anchorage Asuncion Bogota Buenos_Aires Cancun Caracas Cayenne Chicago Chihuahua "
    "Ciudad_Juarez Denver Detroit Edmonton Fortaleza Guayaquil Halifax Havana Honolulu Indianapolis La_Paz "
    "Los_Angeles Louisville Managua Manaus Mexico_City Monterrey Montevideo Nassau New_York "
    "Paramaribo Phoenix Port-au-Prince Port_of_Spain Puerto_Rico Recife Santiago Santo_Domingo Sao_Paulo "
    "Tegucigalpa Tijuana Toronto Vancouver Whitehorse Winnipeg Amman Anadyr Bangkok Barnaul Beirut Calcutta Chita "
    "Colombo Damascus Dhaka Dili Famagusta Gaza Hebron Hovd Irkutsk Jakarta Jerusalem Kabul Kamchatka Karachi "
    "Katmandu Krasnoyarsk Kuala_Lumpur Magadan Manila Muscat Nicosia Novokuznetsk Phnom_Penh Pyongyang Rangoon "
    "Riyadh Saigon Sakhalin Seoul Taipei Tbilisi Tehran Thimphu Tokyo Tomsk Vientiane Vladivostok Yakutsk "
    "Yekaterinburg Yerevan Aden Azores Madeira Reykjavik Adelaide Brisbane Melbourne Perth Sydney Amsterdam "
    "Belgrade Berlin Bratislava Brussels Bucharest Budapest Copenhagen Dublin Helsinki Kaliningrad Lisbon "
    "Ljubljana London Madrid Minsk Oslo Paris Podgorica Prague Riga Rome Samara Sarajevo Saratov Simferopol "
    "Skopje Sofia Stockholm Tallinn Tirane Ulyanovsk Vaduz Vienna Vilnius Volgograd Warsaw Zagreb Zurich "
    "Antananarivo Auckland Port_Moresby Tahiti Galapagos Easter"
)
ENGLISH_CITIES = {
    "Addis_Ababa": "Addis Ababa",
    "Bogota": "Bogotá",
    "Easter": "Easter Island",
    "Azores": "Azores",
    "Galapagos": "Galápagos Islands",
    "Kamchatka": "Petropavlovsk-Kamchatsky",
    "Ndjamena": "N’Djamena",
    "Sakhalin": "Sakhalin",
    "Sao_Paulo": "São Paulo",
    "Tirane": "Tirana",
}
KAZAKH_CITIES = {
    "Galapagos": "Галапагос аралдары",
    "Kamchatka": "Петропавл-Камчатский",
    "Ndjamena": "Нджамена",
}
DOUBTFUL_CITIES = codes("Easter Famagusta Galapagos Hebron Hovd Kamchatka Azores Chihuahua Jerusalem")
THE_CITIES = {"Azores", "Galapagos"}

RUSSIAN_ISLANDS = ((r"\bо-в\b", "остров"), (r"\bо-ва\b", "острова"), (r"\bСв\. ", "Святой "))


def from_cldr() -> list[Term]:
    """Every entry that CLDR gives us, in a fixed order."""
    ru, kk, en = (Locale.parse(code) for code in ("ru", "kk", "en"))
    source = f"CLDR {get_cldr_version()}"
    return [
        *territories(ru, kk, en, source),
        *languages(ru, kk, en, source),
        *currencies(ru, kk, source),
        *cities(ru, kk, en, source),
    ]


def territories(ru: Locale, kk: Locale, en: Locale, source: str) -> list[Term]:
    """Countries and dependent territories, in the form that a sentence uses."""
    terms = []
    for code in sorted(ru.territories):
        if not re.fullmatch("[A-Z]{2}", code) or code in SKIP_TERRITORIES or code not in kk.territories:
            continue
        russian = ru.territories[code]
        for pattern, full in RUSSIAN_ISLANDS:
            russian = re.sub(pattern, full, russian)
        if "(" in russian:
            continue
        kazakh = kk.territories[code].replace("Еуроаймақ", "еуроаймақ").replace("Папуа — ", "Папуа – ")
        english = en.territories[code].replace("&", "and").replace("Eurozone", "eurozone")
        the = ("the",) if code in THE_TERRITORIES or english.endswith(" Islands") else ()
        kind = "term" if code == "EZ" else "place"
        terms.append(
            Term(kind, russian, kazakh, english, possessive(kazakh) + the, "", source, code in DOUBTFUL_TERRITORIES)
        )
    return terms


def languages(ru: Locale, kk: Locale, en: Locale, source: str) -> list[Term]:
    """Names of languages with the noun: the bare adjective («казахский») would match anything."""
    terms = []
    for code in sorted(LANGUAGE_CODES):
        russian, kazakh = ru.languages[code], KAZAKH_LANGUAGES.get(code, kk.languages[code])
        if not re.search(r"[сц]кий$", russian):
            continue
        english = ENGLISH_LANGUAGES.get(code, en.languages[code])
        terms.append(
            Term("term", f"{russian} язык", kazakh, english, ("izafet",), "", source, code in DOUBTFUL_LANGUAGES)
        )
    return terms


def currencies(ru: Locale, kk: Locale, source: str) -> list[Term]:
    """Currencies with the country's name; a bare «песо» or «лари» has more than one meaning."""
    terms = []
    for code in sorted(ru.currencies):
        if code in SKIP_CURRENCIES or code not in kk.currencies:
            continue
        russian = RUSSIAN_CURRENCIES.get(code, ru.currencies[code])
        if "(" in russian or (" " not in russian and code != "EUR") or not russian[0].islower():
            continue
        kazakh = KAZAKH_CURRENCIES.get(code, kk.currencies[code])
        english = get_currency_name(code, 1, locale="en").replace("&", "and").replace("US dollar", "U.S. dollar")
        if code == "EUR":
            english = "euro"
        terms.append(
            Term("term", russian, kazakh, english, possessive(kazakh), "", source, code not in SURE_CURRENCIES)
        )
    return terms


def cities(ru: Locale, kk: Locale, en: Locale, source: str) -> list[Term]:
    """Cities that give their names to time zones."""
    terms = []
    for zone, names in sorted(ru.time_zones.items()):
        code = zone.rsplit("/", 1)[-1]
        if code not in CITIES or "city" not in names or "city" not in kk.time_zones.get(zone, {}):
            continue
        russian = names["city"]
        for pattern, full in RUSSIAN_ISLANDS:
            russian = re.sub(pattern, full, russian)
        if code == "Sakhalin":
            russian = "Сахалин"
        kazakh = KAZAKH_CITIES.get(code, kk.time_zones[zone]["city"])
        english = ENGLISH_CITIES.get(code) or en.time_zones.get(zone, {}).get("city") or code.replace("_", " ")
        the = ("the",) if code in THE_CITIES else ()
        terms.append(
            Term("place", russian, kazakh, english, possessive(kazakh) + the, "", source, code in DOUBTFUL_CITIES)
        )
    return terms


def possessive(kazakh: str) -> tuple[str, ...]:
    """CLDR has no flags; there, a last word in ы/і after another word is always a possessive."""
    return ("izafet",) if " " in kazakh and kazakh[-1] in "ыі" else ()


# ── what we wrote ────────────────────────────────────────────────────────────────────────────────


def from_tables(folder: Path) -> tuple[list[Term], list[str]]:
    """The hand-written rows, and what is wrong with their layout."""
    terms: list[Term] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or tuple(lines[0].split("\t")) != HEADER:
            faults.append(f"{path.name}:1: the header must be {' '.join(HEADER)}")
            continue
        for number, line in enumerate(lines[1:], 2):
            where = f"{path.name}:{number}"
            cells = line.split("\t")
            if len(cells) != len(HEADER):
                faults.append(f"{where}: {len(cells)} cells instead of {len(HEADER)}")
                continue
            kind, ru, kk, en, flags, note = cells
            terms.append(Term(kind, ru, kk, en, tuple(flags.split()), note, "own", where=where))
    return terms, faults


# ── checks ───────────────────────────────────────────────────────────────────────────────────────

CYRILLIC, LATIN = "[\u0400-\u04ff]", "[A-Za-z\u00c0-\u024f]"
MIXED = re.compile(f"{CYRILLIC}{LATIN}|{LATIN}{CYRILLIC}")
LOOKALIKES = re.compile(r"(?<!\w)[ABCEHIKMOPTXYaceiopxy]+(?!\w)")
# Russian where Kazakh has its own word; the right one stands beside it.
RUSSIAN_IN_KAZAKH = re.compile(
    r"(?<![\w-])(?:"
    r"аким(?:ат)?|маслихат|мажилис|акорда|министерство|область|област[ьи]|район|город|республика(?= казахстан)|"
    r"правительство|государство|общество|агентство|союз|совет|суд|"
    r"казахстан|казахск\w+|киргизия|узбекистан|туркмения|россия|россии|китай|турция|европа|евро(?:союз|па)?|"
    r"германии|украины|алма-ата|караганда|усть-каменогорск|оренбург|омск|"
    r"токаев|кошанов|ашимбаев|сулейменов|эрдоган|"
    r"оон|сша|снг|еаэс|шос|обсе|воз|мвф|ссср|ввп|сми|тоо|ндс|мчс|мид|мвд|"
    r"тенге|юрта|кумыс|коррупция|аэропорт|поезд|выборы|закон|налог|больница|школа|"
    r"и|в|на|для|по|при|от|из|с|о"
    r")(?![\w-])",
    re.IGNORECASE,
)
RUSSIAN_ENDING = re.compile(r"(?:ский|ская|ское|цкий|ский|ного|ость|ство|ение|ание)$", re.IGNORECASE)
# Proper names that Kazakh keeps as they are in Russian.
KEPT_RUSSIAN = {
    "Казахстанская правда",
    "Петропавл-Камчатский",
    "Нижний Новгород",
    "РИА Новости",
    "Рождество аралы",
    "Ван И",
}


def faults_of(term: Term) -> list[str]:
    """Everything wrong with one row."""
    if empty := [f"empty {name}" for name in ("kind", "ru", "kk", "en") if not getattr(term, name)]:
        return empty
    said = [] if term.kind in KINDS else [f"kind {term.kind!r} is none of {', '.join(KINDS)}"]
    for name in ("ru", "kk", "en", "note"):
        said += [f"{fault} in {name}" for fault in faults_of_cell(getattr(term, name))]
    return said + faults_of_letters(term) + faults_of_kazakh(term) + faults_of_flags(term)


def faults_of_cell(cell: str) -> list[str]:
    """What no cell may hold."""
    said = []
    if cell != " ".join(cell.split()):
        said.append("stray blanks")
    if '"' in cell or "'" in cell:
        said.append("straight quotation mark (write « » or ’)")
    if mixed := MIXED.search(cell):
        said.append(f"Latin and Cyrillic letters side by side ({mixed.group()!r})")
    return said


def faults_of_letters(term: Term) -> list[str]:
    """Whole words in the wrong alphabet."""
    english = re.split(r"\W+", term.en)
    said = [
        f"Latin look-alike {word!r} in {name}"
        for name in ("ru", "kk")
        for word in LOOKALIKES.findall(getattr(term, name))
        if word not in english and not re.fullmatch("[IX]+", word)
    ]
    return [*said, "Cyrillic letters in en"] if re.search(CYRILLIC, term.en) else said


def faults_of_kazakh(term: Term) -> list[str]:
    """Russian words left in the Kazakh cell."""
    if term.kk in KEPT_RUSSIAN:
        return []
    said = [f"Russian word in kk: {found.group()}"] if (found := RUSSIAN_IN_KAZAKH.search(term.kk)) else []
    if term.kind != "person" and any(map(RUSSIAN_ENDING.search, term.kk.split())):
        said.append("a word with a Russian ending in kk")
    return said


def faults_of_flags(term: Term) -> list[str]:
    """Unknown, contradictory or missing flags."""
    said = []
    for flag in term.flags:
        name, _, value = flag.partition("=")
        if flag in FLAGS:
            continue
        if name not in VALUED or not value:
            said.append(f"unknown flag {flag!r}")
        elif name == "forbidden":
            language, _, rendering = value.partition(":")
            if language not in LANGUAGES or not rendering:
                said.append(f"{flag!r} must name its language: forbidden=kk:… or forbidden=en:…")
            elif rendering.replace("_", " ") == getattr(term, language):
                said.append(f"{rendering!r} is approved and forbidden")
    marked = {"izafet", "bare"} & set(term.flags)
    if len(marked) == 2:
        said.append("izafet and bare exclude each other")
    if term.source == "own" and term.kk.rstrip("»)")[-1] in "ыі" and not marked:
        said.append("kk ends in ы or і: flag it izafet or bare")
    if "izafet" in marked and term.kk.rstrip("»)")[-1] not in "ыі":
        said.append("flagged izafet, but kk does not end in a possessive")
    return said


def faults_between(terms: list[Term]) -> list[str]:
    """Duplicates, and one Russian name with two Kazakh renderings."""
    said = []
    first: dict[tuple[str, str], Term] = {}
    rendering: dict[str, Term] = {}
    for term in terms:
        if term.key in first:
            said.append(f"{term.where}: {term.kind} «{term.ru}» stands already at {first[term.key].where}")
            continue
        first[term.key] = term
        other = rendering.setdefault(fold(term.ru), term)
        if other.kk != term.kk:
            said.append(f"{term.where}: «{term.ru}» is {term.kk} here and {other.kk} at {other.where}")
    return said


# ── the catalogues ───────────────────────────────────────────────────────────────────────────────


def merged(own: list[Term], cldr: list[Term]) -> list[Term]:
    """Own rows first, then what CLDR adds; sorted as the catalogues are."""
    chosen = {term.key: term for term in own}
    taken = {fold(term.ru) for term in own}
    for term in cldr:
        if fold(term.ru) not in taken:
            chosen.setdefault(term.key, term)
            taken.add(fold(term.ru))
    return sorted(chosen.values(), key=lambda term: (term.kind, term.ru))


def flags_for(term: Term, language: str) -> list[str]:
    """The flags that matter to one target language."""
    kept = []
    for flag in term.flags:
        if flag.startswith("forbidden="):
            if flag.startswith(f"forbidden={language}:"):
                kept.append("forbidden=" + flag.split(":", 1)[1])
        elif flag in ("exact", "invariable"):
            kept.append(flag)
        elif flag == "plural":
            if language == "en" or KAZAKH_PLURAL.search(term.kk):
                kept.append(flag)
        elif (flag == "the") == (language == "en"):
            kept.append(flag)
    return kept


def catalogue(terms: list[Term], language: str) -> str:
    """One catalogue as text."""
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Project-Id-Version": "localize glossary",
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "2026-01-01 00:00+0000",
        "Last-Translator": "localize",
        "Language-Team": "localize",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "X-Source": (
            "source «own»: written for localize, CC BY 4.0; "
            f"source «CLDR {get_cldr_version()}»: Unicode CLDR {get_cldr_version()} via Babel, Unicode License v3"
        ),
        "X-Generator": "locales/build_glossary.py; edit locales/terms/*.tsv",
    }
    for term in terms:
        comment = []
        if flags := flags_for(term, language):
            comment.append(f"flags: {' '.join(flags)}")
        if term.note:
            comment.append(f"note: {term.note}")
        comment.append(f"source: {term.source}")
        po.append(
            polib.POEntry(
                msgctxt=term.kind,
                msgid=term.ru,
                msgstr=getattr(term, language),
                comment="\n".join(comment),
                flags=["fuzzy"] if term.candidate else [],
            )
        )
    return f"{po}".rstrip("\n") + "\n"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail on faults and stale catalogues")
    check = parser.parse_args(argv).check

    own, faults = from_tables(HERE / "terms")
    cldr = from_cldr()
    faults += [f"{term.where or term.source}: «{term.ru}»: {fault}" for term in own + cldr for fault in faults_of(term)]
    faults += faults_between(own)
    if faults:
        print(*faults, sep="\n", file=sys.stderr)
        print(f"{len(faults)} faults in locales/terms; nothing written", file=sys.stderr)
        return 1

    terms = merged(own, cldr)
    stale = False
    for language in LANGUAGES:
        path = HERE / language / "glossary.po"
        text = catalogue(terms, language)
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(
                    f"{path} is not what locales/terms and CLDR {get_cldr_version()} give: "
                    "run python locales/build_glossary.py",
                    file=sys.stderr,
                )
                stale = True
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    ours, candidates = sum(term.source == "own" for term in terms), sum(term.candidate for term in terms)
    print(f"{len(terms)} entries, {ours} of them our own, {candidates} candidates")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
