"""Which language a report is in; in doubt it is read."""

from __future__ import annotations

import pytest

from sayso.model import Report
from sayso.sources.languages import foreign, language_of
from tests.sources.made import PARAGRAPHS

OTHERS = {
    "fr": "Deux personnes ont été blessées lundi à Oran, selon la police. Un incendie s'est déclaré dans un entrepôt, a indiqué la préfecture, et trois pompiers ont été hospitalisés.",
    "de": "Zwei Menschen wurden am Montag in Oran verletzt, teilte die Polizei mit. In einer Lagerhalle war ein Feuer ausgebrochen, drei Feuerwehrleute kamen ins Krankenhaus.",
    "es": "Dos personas resultaron heridas el lunes en Orán, según la policía. El fuego se declaró en un almacén y tres bomberos fueron trasladados al hospital de la ciudad.",
    "nl": "Twee mensen raakten maandag gewond in Oran, zei de politie. In het pakhuis was brand uitgebroken en drie brandweerlieden werden opgenomen in het ziekenhuis, aldus de burgemeester.",
    "ar": "أصيب شخصان في وهران يوم الاثنين، بحسب الشرطة المحلية، بعد اندلاع حريق في مستودع بالقرب من الميناء.",
    "ru": "Два человека пострадали в Оране в понедельник, сообщила полиция города.",
    "zh": "警方表示，周一奥兰有两人受伤，仓库起火后三名消防员被送往医院。",
    "sw": "Wanajeshi watatu waliuawa Jumatatu karibu na mji wa Goma, polisi walisema. Mashahidi walisema kuwa washambuliaji walikuwa na silaha na walitoroka kuelekea msituni.",
}  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("told", [None, "en"])
def test_other_languages_are_told_whatever_the_page_says(code: str, told: str | None) -> None:
    assert language_of(OTHERS[code], told) == code
    error = foreign(Report(id="r", text=OTHERS[code], language=told))
    assert error is not None
    assert f"({code}), which this version does not read" in error.reason


@pytest.mark.parametrize(
    "text",
    [
        *PARAGRAPHS, "Bomb kills 3 in Kano", "Gunmen attacked a bus near Tamale, killing three.", "Rajoy, Puigdemont meet", "12 34 56", "!!!",
        "OUAGADOUGOU, March 4 (Wire) - Gunmen killed five villagers in Djibo, Arbinda and Gorgadji, Sahel region governor Rodolphe Sorgho said.",
        f"{PARAGRAPHS[0]} «Nous avons eu peur, nous avons couru vers la forêt et nous avons attendu», he said. {PARAGRAPHS[1]}",
    ],
)  # fmt: skip
def test_english_is_read_however_short_and_full_of_names(text: str) -> None:
    assert foreign(Report(id="r", text=text)) is None


def test_a_wrong_word_of_the_page_does_not_lose_an_english_report() -> None:
    assert foreign(Report(id="r", text=" ".join(PARAGRAPHS), language="fr")) is None
    assert foreign(Report(id="r", text="Breve", language="es")) is not None
