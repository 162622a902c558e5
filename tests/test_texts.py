"""
Texts in any languages, and the tags that name them.
"""

import copy
import pickle

import pytest

from followup_rules.canonical import plain
from followup_rules.clauses import Clause, Text, spoken
from followup_rules.errors import InvalidFieldError, UnknownNameError


class TestText:
    """
    One thing said in one language or in several.
    """

    def test_two_languages(self) -> None:
        """
        As it has always been.
        """
        text = Text("leak", "漏水")
        assert (text.en, text.zh) == ("leak", "漏水")
        assert text == Text(zh="漏水", en="leak")
        assert plain(text) == {"kind": "Text", "en": "leak", "zh": "漏水"}
        assert repr(text) == "Text(en='leak', zh='漏水')"

    @pytest.mark.parametrize("tag", ["zh", "zh-CN", "zh_Hans", "ZH", "zh-Hant-TW"])
    def test_tags_of_chinese(self, tag: str) -> None:
        """
        Script and region change nothing.
        """
        assert Text("leak", "漏水").in_language(tag) == "漏水"
        assert spoken(tag) == "zh"

    def test_one_language(self) -> None:
        """
        It stands in where sentences are in another.
        """
        assert Text("leak").in_language("zh") == "leak"
        assert Text(fr="fuite").en == Text(fr="fuite").zh == "fuite"
        assert Text(fr="fuite").in_language("fr-CA") == "fuite"

    def test_further_languages(self) -> None:
        """
        English and Chinese come first, the others by their tags.
        """
        text = Text(fr="fuite", de="Leck", zh="漏水", en="leak")
        assert text.languages == ("en", "zh", "de", "fr")
        assert text.in_language("de") == "Leck"
        assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own
        assert copy.deepcopy(text) == text
        assert len({text, Text(de="Leck", en="leak", fr="fuite", zh="漏水")}) == 1

    def test_what_is_refused(self) -> None:
        """
        No words, no tag, and a language with neither words nor sentences.
        """
        with pytest.raises(InvalidFieldError, match="at least one language"):
            Text()
        with pytest.raises(InvalidFieldError, match="without script or region"):
            Text(**{"zh-CN": "漏水"})
        with pytest.raises(UnknownNameError, match="unknown language"):
            Text(**{"chinese language": "漏水"})
        for tag in ("fr", "English, please", "", 3):
            with pytest.raises(UnknownNameError, match="unknown language"):
                Text("leak", "漏水").in_language(tag)  # type: ignore[arg-type]
            with pytest.raises(UnknownNameError, match="unknown language"):
                spoken(tag)  # type: ignore[arg-type]


class TestClause:
    """
    A clause says it in one language at least.
    """

    def test_its_text(self) -> None:
        """
        English and Chinese beside whatever else there is.
        """
        clause = Clause(id="X-1", zh="应做", also=Text(fr="à faire", en="unused"))
        assert clause.text == Text(zh="应做", fr="à faire", en="unused")
        assert Clause(id="X-1", en="do").text == Text("do")
        with pytest.raises(InvalidFieldError, match="at least one language"):
            Clause(id="X-1")
