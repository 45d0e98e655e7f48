/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HKUST_RESULTS_READER_H
#define HKUST_RESULTS_READER_H

namespace ns3
{

class LogLines;
class RecordedRun;
class SkippedLines;

/**
 * Read what HKUST's clients write: a row a flow (`flows.txt`: size, completion time in
 * microseconds, DSCP, rate, goodput) or a row a request of several flows (`reqs.txt`: a sixth
 * column, fanout). The files tell neither when a flow began nor of flows that did not finish;
 * completion times count from the request on an open connection.
 */
void ReadHkustResults(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

} // namespace ns3

#endif // HKUST_RESULTS_READER_H
