"""Reads a workbook with python-calamine as often as the benchmarks read it, and prints the same row.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install python-calamine
    PYTHON=/tmp/venv/bin/python make bench
"""

import os
import sys
import time

from python_calamine import CalamineWorkbook

path = sys.argv[1]
times = []
end = time.monotonic() + 3
while len(times) < 5 or (time.monotonic() < end and len(times) < 200):
    start = time.monotonic()
    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    times.append((time.monotonic() - start) * 1e3)
times.sort()
size, median = os.path.getsize(path) / 1e6, times[len(times) // 2]
cells = ["xlsx: python-calamine", f"{size:.1f}", f"{times[0]:.1f}", f"{median:.1f}", f"{size / median * 1e3:.1f}"]
print("".join(cell.ljust(width) for cell, width in zip(cells, [28, 8, 12, 12, 12])), flush=True)
