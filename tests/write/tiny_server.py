"""A server of its own process that speaks as OpenAI's does, with a real model behind it: `python -m tests.write.tiny_server FOLDER`.

It prints its port once it listens.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from rag.write.local import open_local


def main(folder: Path) -> None:
    model, _ = open_local(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            for chunk in model.stream([_message(one) for one in asked["messages"]]):
                self._send({"content": str(chunk.content)}, None)
            self._send({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
            frame = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "tiny", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(frame)}\n\n".encode())

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


def _message(one: dict[str, str]) -> BaseMessage:
    return SystemMessage(one["content"]) if one["role"] == "system" else HumanMessage(one["content"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
