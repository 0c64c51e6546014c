"""Bodies of requests that no client would send: an answer that says what is wrong, and no failure of the server."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.documents.damaged_files import SIGNS, damaged

JSON = json.dumps({"text": "量子計算の誤り訂正", "k": 2, "years": "2019-", "lang": "ja"}, ensure_ascii=False).encode()
FORM = (
    '--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    '量子計算の誤り訂正\r\n--b\r\nContent-Disposition: form-data; name="k"\r\n\r\n3\r\n--b--\r\n'
).encode()
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 20), st.sampled_from(SIGNS) | st.binary(max_size=8)), max_size=4
)


@pytest.mark.parametrize(
    ("path", "kind", "beginning"),
    [
        pytest.param("/api/search", "application/json", JSON, id="search"),
        pytest.param("/en/", "multipart/form-data; boundary=b", FORM, id="page"),
        pytest.param("/en/", "application/x-www-form-urlencoded", b"text=%E9%87%8F%E5%AD%90&k=3", id="fields"),
    ],
)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_damage(
    client: TestClient, path: str, kind: str, beginning: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    answer = client.post(path, content=damaged(beginning, edits), headers={"content-type": kind})
    assert answer.status_code < 500, answer.text
