/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_TABLE_H
#define TRANSFER_TABLE_H

#include "ns3/transfer-record.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * The file transfers.csv: a row for each transfer, ordered by end time, then by host and by order
 * of start on that host. Rows are numbered from 1 in that order, so that the file does not depend
 * on the order in which applications report transfers that end together.
 *
 * Rows go to disk as time advances; only those that end at the latest time seen are in memory.
 * Lines end with LF; fields are quoted as in RFC 4180.
 */
class TransferTable
{
  public:
    /**
     * Create the file, or empty it.
     * @param path file to write
     * @throw std::system_error when that is not possible
     */
    explicit TransferTable(const std::string& path);

    /**
     * @param record a transfer that did not end before those that were added earlier
     * @throw std::logic_error when it did
     */
    void Add(const TransferRecord& record);

    /**
     * Write what is left and close the file. Nothing may be added afterwards.
     * @throw std::system_error when anything could not be written, now or earlier (disk full)
     */
    void Close();

  private:
    struct FileCloser
    {
        void operator()(std::FILE* file) const;
    };

    void FinishTime();
    void AppendRow(const TransferRecord& record);
    void WriteOut();

    std::string m_path;
    std::unique_ptr<std::FILE, FileCloser> m_file;
    std::vector<TransferRecord> m_pending; //!< all have the same end time
    std::string m_text;                    //!< rows on their way to the file
    uint64_t m_rows{0};
    int m_writeError{0}; //!< errno of the first failed write
};

} // namespace ns3

#endif // TRANSFER_TABLE_H
