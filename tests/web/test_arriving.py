"""How much of a WebSocket is read at once, before any application sees it."""

import asyncio
import os
import socket

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from dashboard.web import arriving

WRAPPED = ("data_received", "connection_made", "connection_lost", "pause_writing", "resume_writing", "receive", "handle_ping")  # fmt: skip
MESSAGE = b"\x82\x80\0\0\0\0"
"""The smallest message."""


async def page(scope, receive, send):
    if scope["type"] == "lifespan":
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        await asyncio.sleep(0)


def read_sizes(monkeypatch, sent):
    """Send bytes to a server; return the sizes of what it read at once until it had read some of them."""
    for name in WRAPPED:  # so that they are as before afterwards
        monkeypatch.setattr(WebSocketsSansIOProtocol, name, getattr(WebSocketsSansIOProtocol, name))
    sizes = []
    received = WebSocketsSansIOProtocol.data_received

    def noted(self, data):
        sizes.append(len(data))
        received(self, data)

    monkeypatch.setattr(WebSocketsSansIOProtocol, "data_received", noted)
    arriving.limit()

    async def run():
        config = uvicorn.Config(page, log_level="critical", ws="websockets-sansio", lifespan="off")
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            serving = asyncio.create_task(server.serve([listening]))
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(
                b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            await reader.readuntil(b"\r\n\r\n")
            sizes.clear()
            writer.write(sent)
            async with asyncio.timeout(120):
                while sum(sizes) < min(len(sent), 200_000):
                    await asyncio.sleep(0.01)
            writer.transport.abort()
            server.should_exit = True
            await serving

    asyncio.run(run())
    return sizes


def test_small_messages_are_read_a_few_hundred_at_once(monkeypatch):
    """All of them are taken apart at once, on the event loop, where everybody waits meanwhile."""
    assert max(read_sizes(monkeypatch, MESSAGE * 200_000)) <= 4_096


def test_a_large_message_is_read_in_larger_parts(monkeypatch):
    large = b"\x82\xff" + (1_000_000).to_bytes(8, "big") + b"\0\0\0\0" + os.urandom(1_000_000)
    sizes = read_sizes(monkeypatch, large)
    assert 4_096 < max(sizes) <= 65_536
