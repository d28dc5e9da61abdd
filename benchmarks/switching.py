"""How soon a thread that waits for a socket wakes up beside one that judges, by switch interval.

    python benchmarks/switching.py [--rounds 3]

As in a worker: one thread computes two thirds of the time in pieces of 4 ms; another has an event
loop that is woken through a socket and takes five turns, as for a fetch. Prints the time from the
send to the last turn, and the processor time of both, for Python's interval and shorter ones.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import statistics
import sys
import threading
import time

INTERVALS = (0.005, 0.002, 0.001, 0.0005)
TURNS = 5
BUSY_SECONDS, IDLE_SECONDS = 0.004, 0.002
SECONDS = 3.0


def main() -> None:
    """Measure each interval in turn, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    for _ in range(parser.parse_args().rounds):
        for interval in INTERVALS:
            sys.setswitchinterval(interval)
            began = time.process_time()
            waits = once()
            used = time.process_time() - began
            marks = statistics.quantiles(waits, n=100)
            print(
                f"{interval * 1e3:3.1f} ms: p50 {marks[49] * 1e3:5.1f} ms,"
                f" p90 {marks[89] * 1e3:5.1f}, p99 {marks[98] * 1e3:5.1f};"
                f" {1e3 * used / len(waits):.1f} ms of processor time each"
            )


def once() -> list[float]:
    """Return the seconds from each send to the last turn it causes."""
    sending, receiving = socket.socketpair()
    waits: list[float] = []
    waking = threading.Thread(target=lambda: asyncio.run(wake(receiving, waits)))
    waking.start()
    ends = time.perf_counter() + SECONDS
    with sending:
        while time.perf_counter() < ends:
            sending.send(time.perf_counter_ns().to_bytes(8, "big"))
            until = time.thread_time() + BUSY_SECONDS
            while time.thread_time() < until:
                sum(number * number for number in range(100))
            time.sleep(IDLE_SECONDS)
    waking.join()
    return waits


async def wake(receiving: socket.socket, waits: list[float]) -> None:
    """Take some turns of the loop for each message, and note how long after it that was."""
    reader, writer = await asyncio.open_connection(sock=receiving)
    while sent := await reader.read(8):
        for _ in range(TURNS):
            await asyncio.sleep(0)
        waits.append((time.perf_counter_ns() - int.from_bytes(sent, "big")) / 1e9)
    writer.close()


if __name__ == "__main__":
    main()
