/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SKIPPED_LINES_H
#define SKIPPED_LINES_H

#include "ns3/input-error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Tells of the places in a file that could not be used: the first ones in full, the others as a
 * number. A log may be broken a million times.
 */
class SkippedLines
{
  public:
    static constexpr uint64_t MAX_SHOWN = 5;

    /**
     * @param path of the file, as the user knows it
     * @param warnings where to tell; it outlives this
     */
    SkippedLines(std::string path, std::vector<InputProblem>& warnings);
    /// Tell how many more there were.
    ~SkippedLines();
    SkippedLines(const SkippedLines&) = delete;
    SkippedLines& operator=(const SkippedLines&) = delete;

    /**
     * @param line from 1; 0 for the whole file
     * @param what is wrong
     * @param expected instead, without that word; may be empty
     */
    void Add(int line, const std::string& what, const std::string& expected = "");

  private:
    std::string m_path;
    std::vector<InputProblem>& m_warnings;
    uint64_t m_count{0};
};

} // namespace ns3

#endif // SKIPPED_LINES_H
