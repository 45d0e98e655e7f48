/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IPERF3_JSON_READER_H
#define IPERF3_JSON_READER_H

namespace ns3
{

class LogLines;
class RecordedRun;
class SkippedLines;

/**
 * Read what `iperf3 -J` of a client printed, with `--get-server-output` or without; several tests
 * may follow each other in a file. A test becomes a transfer of the kind "test", and one of the
 * kind "stream" for each of its streams where it has several. The label is the title (`-T`), or the
 * number of streams. Goodput is what the receiver counted, in its own time. There are no completion
 * times: iperf3 ends when the sender has written (`-n`) or the time is over.
 */
void ReadIperf3Json(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

} // namespace ns3

#endif // IPERF3_JSON_READER_H
