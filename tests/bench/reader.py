"""One viewer in a process of its own: reads the paths that it is told, over one connection, as fast as they come.

Speaks JSON on its standard streams: an order comes in, "ready" goes out, and after an empty line the result.
"""

import http.client
import json
import sys
import time


def main() -> None:
    order = json.loads(sys.stdin.readline())
    connection = http.client.HTTPConnection("127.0.0.1", order["port"], timeout=60)
    read(connection, order["paths"][0], order["headers"])
    print("ready", flush=True)
    sys.stdin.readline()
    began, size = time.perf_counter(), 0
    for path in order["paths"]:
        size += read(connection, path, order["headers"])
    print(json.dumps({"seconds": time.perf_counter() - began, "bytes": size}), flush=True)


def read(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return len(body)


if __name__ == "__main__":
    main()
