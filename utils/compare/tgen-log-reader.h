/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_LOG_READER_H
#define TGEN_LOG_READER_H

namespace ns3
{

class LogLines;
class RecordedRun;
class SkippedLines;

/// What TgenLog streams are that a server saw. They are left out where a client's log is read.
inline constexpr char TGEN_PASSIVE_KIND[] = "passive-stream";

/**
 * Read the streams of a log of TGen 1.x, written by the real program or by TgenApplication: the
 * lines [stream-success] and [stream-error]. The label is the vertex id. Times are exact to the
 * microsecond among each other; the start lies as long before the time of the line as TGen's own
 * clock says.
 */
void ReadTgenLog(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

} // namespace ns3

#endif // TGEN_LOG_READER_H
