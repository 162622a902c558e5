"""
Whatever comes in, only the package's own error comes out.
"""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.interchange.mutations import documents, mutated

from followup_rules.errors import RulesFileError
from followup_rules.interchange import dumps, load, loads, shipped

SOUND = documents()
TEXT = dumps(shipped("repair@2021").choose("A-05", "CIVIL_CODE_203"), "toml")
SHORT = (
    'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = "8%"\n'
    '[readings]\nA-05 = "CIVIL_CODE_203"\n[rules.visit_deadline.cases.general]\n'
    'limit = "3 days"\n'
)
JSON = '{"based_on": "repair@2021", "rules": {"visit_quota.office": {"rate": "8%"}}}'


def plain() -> st.SearchStrategy[Any]:
    """Whatever a parser may make."""
    leaves = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.dates(),
        st.times(),
        st.datetimes(),
    )
    keys = st.sampled_from(("based_on", "rules", "kind", "editions", "x", "remove"))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)
        ),
        max_leaves=12,
    )


class TestArbitraryBytes:
    """
    Bytes that nobody wrote as rules.
    """

    @pytest.mark.parametrize("form", ["toml", "json"])
    @settings(max_examples=150, deadline=None)
    @given(raw=st.binary(max_size=200))
    @example(raw=b"\x00")
    @example(raw=b"\xff\xfe")
    @example(raw=b"a = 99999-01-01")
    @example(raw=b"a = 2026-02-30")
    @example(raw=b"a = 25:00:00")
    @example(raw=b"a = '\\ud800'")
    @example(raw=b'{"a": "\\ud800"}')
    @example(raw=b'{"\\ud800": 1}')
    @example(raw=b"NaN")
    @example(raw=b'{"based_on": NaN}')
    @example(raw=b'{"based_on": 1e999}')
    @example(raw=b"[[a]]\n[a.b]\n[[a]]")
    def test_of_any_kind(self, form: str, raw: bytes) -> None:
        """
        They are refused with the package's own error.
        """
        with pytest.raises(RulesFileError):
            loads(raw, form)

    @pytest.mark.parametrize(("form", "text"), [("toml", SHORT), ("json", JSON)])
    @settings(max_examples=200, deadline=None)
    @given(data=st.data())
    def test_in_a_sound_file(self, form: str, text: str, data: st.DataObject) -> None:
        """
        Bytes put into a sound file load, or are refused with our own error.
        """
        raw = text.encode()
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 6)))
        middle = data.draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from((b'"', b"{", b"]", b"=", b"\n", b"0.5", b"\\", b"#")),
            )
        )
        with suppress(RulesFileError):
            loads(raw[:start] + middle + raw[end:], form)

    def test_a_whole_file_cut_anywhere(self) -> None:
        """
        A file that was not written to its end is refused, or says less.
        """
        sound = loads(TEXT)
        for end in range(0, len(TEXT), 499):
            with suppress(RulesFileError):
                cut = loads(TEXT[:end])
                assert set(cut.rules) <= set(sound.rules)
                assert len(cut.readings) <= len(sound.readings)


class TestArbitraryData:
    """
    Plain data of any shape.
    """

    @settings(max_examples=200, deadline=None)
    @given(data=plain())
    def test_of_any_shape(self, data: Any) -> None:
        """
        It is refused with the package's own error.
        """
        with pytest.raises(RulesFileError):
            load(data)

    @settings(
        max_examples=250,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(data=mutated(SOUND))
    def test_sound_documents_with_something_wrong(self, data: Any) -> None:
        """
        A mutated document loads, or is refused with the package's own error.
        """
        with suppress(RulesFileError):
            load(data)

    def test_code_is_never_run(self) -> None:
        """
        What looks like code in any language is a text like any other.
        """
        text = (
            'based_on = "repair@2021"\n[regulation]\nsource = '
            "\"__import__('os').system('true'); !!python/object/apply:os.system\"\n"
        )
        source = loads(text).regulation.source
        assert source.startswith("__import__")
