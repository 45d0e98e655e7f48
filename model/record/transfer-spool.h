/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_SPOOL_H
#define TRANSFER_SPOOL_H

#include "ns3/transfer-record.h"

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Writes transfers to a file for another process of the same run, which has the same version of
 * this program: rank 0 makes one table of what all ranks have seen.
 */
class TransferSpool
{
  public:
    /// Create the file, or empty it. @throw std::system_error when that is not possible
    explicit TransferSpool(const std::string& path);

    /// @param record a row of the table to come
    void Add(const TransferRecord& record);

    /// @throw std::system_error when anything could not be written (disk full)
    void Close();

  private:
    void Append(const std::string& text);
    void Append(uint64_t number);
    void Append(const std::optional<Time>& time);

    std::string m_path;
    std::ofstream m_file;
    std::string m_bytes; //!< of one record
};

/**
 * @ingroup synthetic-traffic
 * Reads what several processes have written, each in the order of its transfers' ends, as one
 * sequence in that order.
 */
class TransferSpoolReader
{
  public:
    /// @throw std::system_error when a file cannot be read
    explicit TransferSpoolReader(const std::vector<std::string>& paths);

    /**
     * @return the next transfer; none after the last one
     * @throw std::system_error when a file breaks off within a transfer
     */
    std::optional<TransferRecord> Next();

  private:
    /// One of the files.
    struct Part
    {
        std::string path;
        std::ifstream file;
        std::optional<TransferRecord> next;

        void Read();
        std::string ReadText();
        uint64_t ReadNumber();
        std::optional<Time> ReadTime();
    };

    std::vector<Part> m_parts;
};

} // namespace ns3

#endif // TRANSFER_SPOOL_H
