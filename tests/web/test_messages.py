"""What one message may ask for: what pages send is taken, what nobody sends ignored, and too much ends it."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.web import messages
from dashboard.web.messages import MOST_FIELDS, MOST_FILES, Judgement, Messages, judge

TAKE, IGNORE, END = Judgement.TAKE, Judgement.IGNORE, Judgement.END


def judged(**fields):
    return judge(BackMsg(**fields).SerializeToString())


def rerun(**fields):
    return judged(rerun_script=fields)


def test_messages_of_pages_are_accepted():
    widgets = [
        {"id": "check-name", "string_value": "Медуза"},
        {"id": "check-names", "string_value": "Медуза\n" * 500_000},
        {"id": "check-shown", "int_array_value": {"data": [1, 2, 3]}},
        {"id": "check-start", "trigger_value": True},
        {"id": "check-file", "file_uploader_state_value": {"uploaded_file_info": [{"file_id": "f", "name": "a.csv", "size": 9, "file_urls": {"upload_url": "/u"}}]}},
    ]  # fmt: skip
    where = {"url": "https://example.org/?q=" + "x" * 20_000, "timezone_offset": -180}
    asked = {"query_string": "q=" + "x" * 20_000, "page_name": "check", "context_info": where, "cached_message_hashes": ["0" * 32] * 500}  # fmt: skip
    assert rerun(widget_states={"widgets": widgets}, **asked) is TAKE
    assert judged(stop_script=True) is TAKE
    assert judged(app_heartbeat=True) is TAKE
    assert judged(file_urls_request={"request_id": "r", "file_names": ["a.csv"], "session_id": "s"}) is TAKE  # fmt: skip
    assert judged(backend_operation_request={"request_id": "r", "session_id": "s", "deferred_file": {"file_id": "f"}}) is TAKE  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [
        BackMsg(load_git_info=True),
        BackMsg(clear_cache=True),
        BackMsg(set_run_on_save=True),
        BackMsg(debug_shutdown_runtime=True),
        BackMsg(backend_operation_request={"install_skills": {}}),
        BackMsg(backend_operation_request={"dismiss_skills_nudge": {}}),
        BackMsg(backend_operation_request={"dataframe_chunk": {"source_id": "s"}}),
        BackMsg(),
    ],
    ids=str,
)
def test_messages_that_no_page_sends_are_ignored(message):
    assert judge(message.SerializeToString()) is IGNORE


def test_a_message_that_asks_for_too_much_closes_its_connection():
    assert judged(file_urls_request={"file_names": [""] * MOST_FILES}) is TAKE
    assert judged(file_urls_request={"file_names": [""] * (MOST_FILES + 1)}) is END
    assert rerun(cached_message_hashes=[""] * MOST_FIELDS) is END
    assert rerun(widget_states={"widgets": [{}] * MOST_FIELDS}) is END
    for many in ("double_array_value", "int_array_value"):
        assert rerun(widget_states={"widgets": [{many: {"data": [1] * MOST_FIELDS}}]}) is END
    texts = {"string_array_value": {"data": [""] * MOST_FIELDS}}
    assert rerun(widget_states={"widgets": [texts]}) is END
    files = {"uploaded_file_info": [{"name": "a"}] * MOST_FIELDS}
    for held in ({"file_uploader_state_value": files}, {"chat_input_value": {"file_uploader_state": files}}):  # fmt: skip
        assert rerun(widget_states={"widgets": [held]}) is END
    assert judge(b"".join(BackMsg(stop_script=True).SerializeToString() for _ in range(MOST_FIELDS + 1))) is END  # fmt: skip


@pytest.mark.parametrize("field", ["fragment_id", "page_name", "page_script_hash"])
def test_only_what_somebody_typed_may_be_long(field):
    assert rerun(**{field: "x" * 10_000}) is END
    assert judged(backend_operation_request={"request_id": "x" * 10_000}) is END


@pytest.mark.parametrize("data", [b"\xff" * 100, b"\x00", b"\x5a\xff\xff\xff\xff\x0f", b"\x5b\x5c", b"\x5a"])  # fmt: skip
def test_an_invalid_message_closes_its_connection(data):
    assert judge(data) in (END, IGNORE)


def test_every_field_of_the_protocol_that_can_be_repeated_is_counted():
    """An upgrade of Streamlit that adds one makes this fail."""

    def uncounted(descriptor, within, path=()):
        for field in descriptor.fields:
            here = (*path, field.name)
            inner = within.get(field.number, ()) if within else ()
            if field.message_type is None or (inner == () and not held(field.message_type)):
                continue
            if inner == ():
                yield here
            elif inner is not None:
                yield from uncounted(field.message_type, inner, here)

    def held(descriptor, seen=()):
        """Tell whether a message can hold something many times."""
        return descriptor.full_name not in seen and any(
            field.is_repeated
            or (field.message_type and held(field.message_type, (*seen, descriptor.full_name)))
            for field in descriptor.fields
        )

    assert list(uncounted(BackMsg.DESCRIPTOR, messages.WITHIN)) == []


def asked(*said):
    """Send messages through; return what the application received, and what the client was sent."""

    async def run():
        received, sent = [], []
        coming = [
            {"type": "websocket.connect"},
            *({"type": "websocket.receive"} | each for each in said),
            {"type": "websocket.disconnect", "code": 1000},
        ]

        async def app(_scope, receive, _send):
            while (message := await receive())["type"] != "websocket.disconnect":
                received.append(message)

        async def receive():
            return coming.pop(0)

        async def send(message):
            sent.append(message)

        await Messages(app)({"type": "websocket"}, receive, send)
        return [each.get("bytes") for each in received[1:]], [each["code"] for each in sent]

    return asyncio.run(run())


def test_a_connection_survives_ignored_messages_and_ends_after_too_much():
    good = BackMsg(stop_script=True).SerializeToString()
    ignored = BackMsg(load_git_info=True).SerializeToString()
    large = BackMsg(file_urls_request={"file_names": [""] * 10_000}).SerializeToString()
    assert asked({"bytes": ignored}, {"bytes": good}) == ([good], [])
    assert asked({"bytes": good}, {"bytes": large}, {"bytes": good}) == ([good], [1008])
    assert asked({"text": "hello"}, {"bytes": good}) == ([], [1008])
