/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_LOG_H
#define FLOW_TRACE_LOG_H

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
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
    bool IsOpen() const;
    void WriteLine(const std::string& line);
    /**
     * Write a line at its place: each number from 0 on comes once, in any order. Lines that came
     * too early wait.
     * @param line "" for none
     */
    void WriteInOrder(uint64_t number, const std::string& line);
    /**
     * Write what waits, and close. Nothing happens the second time.
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
    std::map<uint64_t, std::string> m_waiting;
    uint64_t m_next{0};
    int m_writeError{0}; //!< errno of the first failed write
};

} // namespace ns3

#endif // FLOW_TRACE_LOG_H
