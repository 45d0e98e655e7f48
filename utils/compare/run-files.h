/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_FILES_H
#define RUN_FILES_H

#include "ns3/input-error.h"

#include <string>
#include <vector>

namespace ns3
{

/// What a run leaves behind.
enum class RunFormat
{
    UNKNOWN,
    EMPTY,
    TRANSFER_TABLE,        //!< our transfers.csv
    POISSON_REQUESTS,      //!< our poisson.HOST.requests.csv
    TGEN_LOG,              //!< TGen's, or ours
    HKUST_RESULTS,         //!< flows.txt or reqs.txt
    PYTHON_RESULTS,        //!< table of the Python traffic generator
    IPERF3_JSON,           //!< iperf3 -J
    FLOW_SENDER_CONSOLE,   //!< HOST_iperf_error.log of the flow groups
    FLOW_THROUGHPUTS,      //!< HOST_iperf.log
    REQUEST_LATENCIES,     //!< HOST_mc.log
    FLOW_RECEIVER_WINDOWS, //!< HOST_iperf_server.log: tells of no transfer
};

/// One file of a run.
struct RunFile
{
    std::string path;
    RunFormat format;
};

/// The files that tell of one run.
struct RunFiles
{
    std::string name; //!< as the user wrote it
    std::vector<RunFile> files;
    std::vector<InputProblem> warnings;
};

/**
 * Say what a file is by its beginning. Lists of single numbers are told apart by the end of their
 * name, as flow groups name them.
 * @throw InputError when it cannot be read
 */
RunFormat RecogniseRunFile(const std::string& path);

/**
 * Find what tells of a run.
 * @param path a file, or a directory in which all that is recognised is taken, in the order of
 * names. Where our transfers.csv is among it, files that tell the same again are left out; only
 * TGen's logs stay
 * @throw InputError when there is nothing, or the file is none that a run leaves behind
 */
RunFiles FindRunFiles(const std::string& path);

} // namespace ns3

#endif // RUN_FILES_H
