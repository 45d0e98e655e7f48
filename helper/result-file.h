/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESULT_FILE_H
#define RESULT_FILE_H

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A file of text for writing. What goes wrong is an error at the latest when it is closed.
 */
class ResultFile
{
  public:
    /// Create it, or empty it. @throw std::system_error when that is not possible
    explicit ResultFile(const std::string& path);

    /// @return where to write
    std::ostream& operator*();

    /// @throw std::system_error when anything could not be written (disk full)
    void Close();

  private:
    void Check() const;

    std::string m_path;
    std::ofstream m_stream;
};

/**
 * @ingroup synthetic-traffic
 * A file of rows that come in any order and are written in that of their numbers, which begin
 * at 0. Keeps only those that come before their turn. The text of a row may be empty.
 */
class OrderedRows
{
  public:
    /// As of ResultFile.
    explicit OrderedRows(const std::string& path);

    /// @param number place of the row among all @param row text without a line end
    void Add(uint64_t number, std::string row);
    /// Write what is left. @throw as ResultFile::Close
    void Close();

  private:
    ResultFile m_file;
    std::map<uint64_t, std::string> m_waiting;
    uint64_t m_next{0};
};

} // namespace ns3

#endif // RESULT_FILE_H
