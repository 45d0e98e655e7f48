/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_LOG_H
#define TGEN_LOG_H

#include "ns3/tgen-stream-report.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <string>

namespace ns3
{

/// What a TGen process counts. Heartbeats print it since the last one, and since the start.
struct TgenCounters
{
    /// Of one kind.
    struct Counter
    {
        uint64_t created{0};   //!< that began
        uint64_t succeeded{0}; //!< that ended well
        uint64_t failed{0};    //!< that ended in an error
    };

    uint64_t bytesRead{0};    //!< headers included
    uint64_t bytesWritten{0}; //!< headers included
    Counter streams;          //!< opened and accepted
    Counter flows;            //!< flow actions, stream actions, and flows of traffic actions
    Counter traffics;         //!< traffic actions
};

/**
 * @ingroup synthetic-traffic
 * The log of one TGen process, in the format of TGen 1.1.2, for tgentools and for people. Times are
 * simulated: a fixed epoch plus Simulator::Now().
 */
class TgenLog
{
  public:
    /// From the worst on.
    enum Level
    {
        ERROR,
        CRITICAL,
        WARNING,
        MESSAGE,
        INFO,
        DEBUG
    };

    /// @return the level that a config names; MESSAGE for a name that is none
    static Level ParseLevel(const std::string& name);

    TgenLog() = default;
    ~TgenLog();

    /**
     * Begin a file. Without it nothing is written.
     * @param path of the file
     * @param level of the least important lines that are written
     * @param epoch Unix time at which the simulation starts, seconds
     * @throw InputError when the file cannot be written
     */
    void Open(const std::string& path, Level level, int64_t epoch);
    /**
     * End the file.
     * @throw std::runtime_error when not everything could be written
     */
    void Close();
    /// @return whether there is a file to write to
    bool IsOpen() const;
    /// Whether a line of this level would be written: ask before it costs something to make one.
    bool Shows(Level level) const;

    /**
     * Write a line.
     * @param level of the line
     * @param source file that speaks, without blanks
     * @param function function that speaks, without blanks
     * @param text of the line
     */
    void Write(Level level, const char* source, const char* function, const std::string& text);

    /// The first line: tgentools takes the version and the host name from it.
    void WriteInit(const std::string& hostname, uint32_t processId);
    /// [driver-heartbeat]
    void WriteHeartbeat(const TgenCounters& sinceLast, const TgenCounters& total);
    /// [stream-success] or [stream-error]
    void WriteStreamEnd(const TgenStreamReport& report);
    /// [stream-status], at level INFO
    void WriteStreamStatus(const TgenStreamReport& report);

  private:
    void WriteStream(Level level, const char* tag, const TgenStreamReport& report, bool withTimes);

    std::ofstream m_file;
    std::string m_path;
    Level m_level{MESSAGE};
    int64_t m_epoch{0};
    int64_t m_dateSecond{-1};      //!< that m_date is for
    std::array<char, 32> m_date{}; //!< "YYYY-MM-DD HH:MM:SS <unix seconds>."
};

} // namespace ns3

#endif // TGEN_LOG_H
