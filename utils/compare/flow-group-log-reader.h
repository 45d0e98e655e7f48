/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_GROUP_LOG_READER_H
#define FLOW_GROUP_LOG_READER_H

namespace ns3
{

class LogLines;
class RecordedRun;
class SkippedLines;

/**
 * Read HOST_iperf_error.log of CS145's flow groups, the console of a sender: bytes, time and
 * throughput of each flow, as far as its three lines are there. When a flow began is not told.
 */
void ReadFlowSenderConsole(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

/// Read HOST_iperf.log: kbit/s, a line a flow; 0 for one that did not connect.
void ReadFlowThroughputs(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

/// Read HOST_mc.log: microseconds, a line a key-value request.
void ReadRequestLatencies(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

} // namespace ns3

#endif // FLOW_GROUP_LOG_READER_H
