/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_LOG_H
#define FLOW_TRACE_LOG_H

#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A file of lines, written while they come. Without a file, lines go nowhere.
 */
class FlowTraceLog
{
  public:
    /**
     * Create the file, or empty it.
     * @throw InputError when that is not possible
     */
    void Open(const std::string& path);
    /// @return whether there is a file to write to
    bool IsOpen() const;
    /// @param line without its end
    void WriteLine(const std::string& line);
    /**
     * Close. Nothing happens the second time.
     * @throw std::system_error when anything could not be written, now or earlier
     */
    void Close();

  private:
    struct FileCloser
    {
        void operator()(std::FILE* file) const;
    };

    std::string m_path;
    std::unique_ptr<std::FILE, FileCloser> m_file;
    int m_writeError{0}; //!< errno of the first failed write
};

/**
 * @ingroup synthetic-traffic
 * A file of values, one a line, in the order of their numbers: each number from 0 on comes once, in
 * any order. What came too early waits.
 */
class FlowTraceValueLog
{
  public:
    /**
     * Create the file, or empty it.
     * @param path of the file
     * @param format of a value, as in std::printf
     * @throw InputError when that is not possible
     */
    void Open(const std::string& path, const char* format);
    /// @param number place of the line among all @param value none leaves its line out
    void Write(uint64_t number, std::optional<double> value);
    /// Write what waits, and close. See FlowTraceLog::Close().
    void Close();

  private:
    struct Waiting
    {
        bool isKnown;
        std::optional<double> value;
    };

    void WriteNow(std::optional<double> value);

    FlowTraceLog m_log;
    const char* m_format{""};
    std::deque<Waiting> m_waiting; //!< from number m_next on
    uint64_t m_next{0};
};

} // namespace ns3

#endif // FLOW_TRACE_LOG_H
