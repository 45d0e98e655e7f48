/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_PYTHON_RESULTS_H
#define POISSON_PYTHON_RESULTS_H

#include "ns3/nstime.h"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @name What the Python tool prints and writes
 * @{
 */

/// @return the whole KiB that the tool's client transfers for a size: 1 at least
uint64_t GetPythonKib(double bytes);

/// @return a number as Python's repr() writes it: the fewest digits that give it back (but for a
///         few powers of two beyond 10^-8 and 10^26, which get one more)
std::string FormatPythonFloat(double number);

/**
 * @param unixTime seconds since 1970, of which whole ones are shown, in UTC
 * @param level such as "INFO"
 * @param text of the line
 * @return "YYYY-mm-dd HH:MM:SS - LEVEL - TEXT"
 */
std::string FormatPythonLogLine(double unixTime, const std::string& level, const std::string& text);

/// @}

/**
 * @ingroup synthetic-traffic
 * A flow that is over, as the Python tool writes it down.
 */
struct PythonFlow
{
    uint64_t id{0};           //!< from 0
    double bytes{0};          //!< asked for, as they were drawn
    std::string server;       //!< "address:port"
    double start{0};          //!< Unix time, in seconds
    double end{0};            //!< Unix time, in seconds
    double throughputMbps{0}; //!< 0 when it failed
    bool isSuccess{false};    //!< all of it has come
    int returnCode{0};        //!< of the tool's client: 0, or -1 when it was given up
    std::string error;        //!< what that client said
};

/**
 * @ingroup synthetic-traffic
 * The CSV file of the Python tool: the flows that succeeded in the order in which they ended, then
 * those that failed.
 */
class PythonFlowTable
{
  public:
    /// Write the header. @param stream outlives the table
    explicit PythonFlowTable(std::ostream& stream);

    /// @param flow over, or given up
    void Add(const PythonFlow& flow);
    /// Write the flows that failed.
    void Finish();

  private:
    std::ostream& m_stream;
    std::string m_failed; //!< their rows
};

/**
 * @ingroup synthetic-traffic
 * The block of the Python tool on the arrivals of its flows.
 */
class PythonArrivals
{
  public:
    /// @param time of an arrival that is not before the last one
    void Add(Time time);
    /**
     * @param flowsPerSecond that were aimed at
     * @return the lines of the block; none for less than two arrivals
     */
    std::vector<std::string> ToLines(double flowsPerSecond) const;

  private:
    uint64_t m_count{0};
    Time m_first;
    Time m_last;
    Time m_shortest{Time::Max()};
    Time m_longest;
};

/**
 * @ingroup synthetic-traffic
 * The last blocks of the Python tool: what became of the flows, and the bandwidth.
 */
struct PythonSummary
{
    double seconds{0};     //!< from the start until all is over
    uint64_t generated{0}; //!< all that were started
    uint64_t completed{0}; //!< with success
    uint64_t failed{0};    //!< without success
    double bytes{0};       //!< of the flows that completed
    double targetMbps{0};  //!< as the user asked for

    /// @return Mbit/s of the flows that completed, over all seconds
    double GetActualMbps() const;
    /// @return the actual bandwidth in percent of the target
    double GetAccuracy() const;
    /// @return the tool's summary, without the prefix of a log
    std::vector<std::string> ToLines() const;
};

} // namespace ns3

#endif // POISSON_PYTHON_RESULTS_H
