"""HEAD is answered as GET is, without the body (RFC 9110, 9.3.2); Litestar answers only what a handler names."""

from typing import Any

from litestar import Litestar


class WithHead(Litestar):
    """An application whose pages can all be asked for with HEAD."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request as ASGI 3 has it, whose scopes and messages are plain dictionaries."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await super().__call__(scope, receive, send)
            return

        async def without_body(message: Any) -> None:
            await send(message if message["type"] == "http.response.start" else {**message, "body": b""})

        as_get: Any = {**scope, "method": "GET"}
        await super().__call__(as_get, receive, without_body)
