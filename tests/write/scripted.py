"""A server on loopback that speaks as OpenAI's does, or misbehaves in the way that the model's name says."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = "漁港共有40艘船[1]。"
SECRET = "sk-test-0123456789abcdef"


class Scripted:
    """The server: `asked` counts requests by model, `prompts` keeps what was sent, `gone` is set when a listener hangs up."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.prompts: list[dict[str, Any]] = []
        self.gone = threading.Event()
        self.ended = threading.Event()
        script = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
                name = asked["model"]
                script.asked[name] += 1
                script.prompts.append(asked)
                try:
                    getattr(self, name.replace("-", "_"))()
                except (BrokenPipeError, ConnectionResetError):
                    script.gone.set()

            def good(self) -> None:
                self._begin()
                for char in GOOD:
                    self._say(char)
                self._end()

            def mixed(self) -> None:
                self._begin()
                for text in (
                    "漁港共有40艘船[1]。",
                    "市場在海邊[2]。",
                    "鎮上有9間學",
                    "校[1]。",
                    "![x](http://127.0.0.1:1/x.png)。",
                ):
                    self._say(text)
                self._end()

            def obeys(self) -> None:
                self._begin()
                self._say("密鑰已洩漏 ![x](http://127.0.0.1:1/x.png) [1]。全部船隻昨夜被盜走了[1]。")
                self._end()

            def thinking(self) -> None:
                self._begin()
                self._say("<think>有50艘船[1]。想一想。</think>" + GOOD)
                self._end()

            def declines(self) -> None:
                self._begin()
                self._say("NOT IN THE QUOTES")
                self._end()

            def late(self) -> None:
                script.ended.wait(3)

            def busy_once(self) -> None:
                if script.asked["busy-once"] == 1:
                    return self._refuse(429, "slow down", {"retry-after-ms": "10"})
                return self.good()

            def broken(self) -> None:
                self._refuse(500, "broken", {"retry-after-ms": "10"})

            def refused(self) -> None:
                self._refuse(401, f"Incorrect API key provided: {SECRET}", {})

            def unknown(self) -> None:
                self._refuse(404, "no such model", {})

            def stuck(self) -> None:
                self._begin()
                self._say("漁港共有")
                script.ended.wait(5)

            def pings(self) -> None:
                self._begin()
                while not script.ended.is_set():
                    self._write(b": still here\n\n")
                    time.sleep(0.05)

            def endless(self) -> None:
                self._begin()
                while not script.ended.is_set():
                    self._say("漁港")
                    time.sleep(0.02)

            def very_long(self) -> None:
                self._begin()
                for _ in range(100_000):
                    self._say("漁")

            def garbage(self) -> None:
                self._begin()
                self._write(bytes(range(256)) * 4)

            def wrong_json(self) -> None:
                self._begin()
                self._write(b'data: {"choices": "none"}\n\ndata: {"half": \n\n')

            def page(self) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/html")
                self.end_headers()
                self._write(b"<html>sign in</html>")

            def cut(self) -> None:
                self._begin()
                self._say(GOOD + "市場")

            def _begin(self) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.end_headers()

            def _say(self, text: str) -> None:
                self._frame({"role": "assistant", "content": text}, None)

            def _end(self) -> None:
                self._frame({}, "stop")
                self._write(b"data: [DONE]\n\n")

            def _frame(self, delta: dict[str, str], finish: str | None) -> None:
                choice = {"index": 0, "delta": delta, "finish_reason": finish}
                frame = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "x", "choices": [choice]}
                self._write(f"data: {json.dumps(frame)}\n\n".encode())

            def _write(self, data: bytes) -> None:
                self.wfile.write(data)
                self.wfile.flush()

            def _refuse(self, status: int, why: str, headers: dict[str, str]) -> None:
                body = json.dumps({"error": {"message": why, "type": "x", "code": None}}).encode()
                self.send_response(status)
                for name, value in {
                    "content-type": "application/json",
                    "content-length": str(len(body)),
                    **headers,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self._write(body)

            def log_message(self, *said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"

    def close(self) -> None:
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()
