/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CSV_RESULTS_READER_H
#define CSV_RESULTS_READER_H

#include <string_view>

namespace ns3
{

class LogLines;
class RecordedRun;
class SkippedLines;

inline constexpr std::string_view TRANSFERS_HEADER =
    "id,system,kind,client,server,label,requested_bytes,sent_bytes,received_bytes,"
    "start_s,connect_s,first_byte_s,last_byte_s,end_s,status,error";
inline constexpr std::string_view POISSON_REQUESTS_HEADER =
    "id,size_bytes,fanout,dscp,rate_mbps,arrival_s,request_s,end_s,finished,open";
inline constexpr std::string_view PYTHON_RESULTS_HEADER =
    "flow_id,size_bytes,size_kb,server,start_time,end_time,completion_time,throughput_mbps,"
    "success,returncode,error";

/**
 * Read our own transfers.csv. A request counts as handed over when its connection is open.
 */
void ReadTransferTable(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

/// Read our own poisson.HOST.requests.csv: requests that several flows answer.
void ReadPoissonRequests(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

/**
 * Read the table of the Python traffic generator (`-l`). Its times count from before the client
 * process of a flow is started.
 */
void ReadPythonResults(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

} // namespace ns3

#endif // CSV_RESULTS_READER_H
