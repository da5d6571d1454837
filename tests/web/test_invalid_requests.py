"""The line of a request, before it is read as HTTP."""

from dashboard.web.invalid_requests import encoded

LINE = "GET /o/медуза?q=é HTTP/1.1\r\n".encode()
ENCODED = b"GET /o/%D0%BC%D0%B5%D0%B4%D1%83%D0%B7%D0%B0?q=%C3%A9 HTTP/1.1\r\n"


def test_non_ascii_bytes_are_percent_encoded():
    assert encoded(LINE) == ENCODED


def test_headers_and_body_stay_as_they_are():
    rest = "X-Name: é\r\n\r\nМедуза".encode()
    assert encoded(LINE + rest) == ENCODED + rest
    assert encoded(rest, before=ENCODED) == rest


def test_a_line_may_come_in_pieces():
    for cut in range(len(LINE)):
        first, second = LINE[:cut], LINE[cut:]
        assert encoded(first) + encoded(second, before=encoded(first)) == ENCODED
