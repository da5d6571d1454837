"""Scripted readers send and get what a browser does, so that measuring them measures readers."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from google.protobuf.json_format import MessageToDict
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.session import Session


class Recorder:
    """A connection that notes what goes through it."""

    def __init__(self, socket=None):
        self.socket, self.sent, self.got = socket, [], []

    def note_sent(self, data):
        message = MessageToDict(BackMsg.FromString(data))["rerunScript"]
        message["cachedMessageHashes"] = set(message.get("cachedMessageHashes", ()))
        for widget in message["widgetStates"].get("widgets", ()):
            # A list without a value is the same on the wire, empty or with nothing in it.
            widget.update({k: v or {} for k, v in widget.items() if k.endswith("ArrayValue")})
        widgets = message["widgetStates"].get("widgets", ())
        message["widgetStates"] = {widget.pop("id"): widget for widget in widgets}
        self.sent.append(message)
        self.got.append(Counter())

    def note_got(self, data):
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            kind = message.delta.WhichOneof("type")
            if kind == "new_element":
                kind = message.delta.new_element.WhichOneof("type")
        if self.got and kind not in ("session_status_changed", "auto_rerun"):
            self.got[-1][kind] += 1

    async def send(self, data):
        self.note_sent(data)
        await self.socket.send(data)

    async def recv(self):
        data = await self.socket.recv()
        self.note_got(data)
        return data


def watched(page):
    recorder = Recorder()

    def connected(socket):
        socket.on("framesent", lambda data: recorder.note_sent(data))
        socket.on("framereceived", lambda data: recorder.note_got(data))

    page.on("websocket", connected)
    return recorder


def test_scripted_readers_send_and_get_what_a_browser_does(page, site):
    browser = watched(page)

    def over(acts):
        for _ in range(200):
            if len(browser.got) >= acts and browser.got[acts - 1]["script_finished"]:
                return
            page.wait_for_timeout(50)
        pytest.fail(f"{browser.got}")

    page.goto("/")
    over(1)
    page.locator("summary").filter(has_text="Country").click()
    page.get_by_role("checkbox", name="Austria", exact=True).check()
    over(2)
    expect(page).to_have_url(f"{site}/?country=AT")
    page.keyboard.press("Escape")
    page.locator(".ur-newest a[href*='/organization?']").first.click()
    over(3)
    opened = page.url.removeprefix(site)
    page.go_back()
    over(4)

    async def scripted():
        session = await Session.open(site)
        session.socket = recorder = Recorder(session.socket)
        await session.start()
        chosen = await session.choose("country", "AT")
        assert chosen.links[0] == opened
        await session.go(opened)
        await session.go("/?country=AT")
        await recorder.socket.close()
        return recorder

    with ThreadPoolExecutor() as other:  # Playwright's own loop runs in this one
        ours = other.submit(asyncio.run, scripted()).result(60)
    assert ours.sent == browser.sent
    assert ours.got == browser.got
