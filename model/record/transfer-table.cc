/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/transfer-table.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <tuple>

namespace ns3
{

namespace
{

constexpr std::size_t WRITE_OUT_SIZE = 64 * 1024;

void
AppendNumber(std::string& text, uint64_t number)
{
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    text.append(digits, end);
}

void
AppendText(std::string& text, const std::string& field)
{
    if (field.find_first_of(",\"\r\n") == std::string::npos)
    {
        text += field;
        return;
    }
    text += '"';
    for (char c : field)
    {
        text.append(c == '"' ? 2 : 1, c);
    }
    text += '"';
}

/// Seconds with nine decimals; nothing when it did not happen.
void
AppendTime(std::string& text, std::optional<Time> time)
{
    if (!time)
    {
        return;
    }
    const auto [seconds, nanoseconds] = std::lldiv(time->GetNanoSeconds(), 1'000'000'000);
    char decimals[9];
    auto rest = nanoseconds;
    for (auto digit = std::rbegin(decimals); digit != std::rend(decimals); ++digit)
    {
        *digit = static_cast<char>('0' + rest % 10);
        rest /= 10;
    }
    AppendNumber(text, seconds);
    text += '.';
    text.append(decimals, sizeof(decimals));
}

} // namespace

void
TransferTable::FileCloser::operator()(std::FILE* file) const
{
    std::fclose(file);
}

TransferTable::TransferTable(const std::string& path)
    : m_path(path),
      m_file(std::fopen(path.c_str(), "w")),
      m_text("id,system,kind,client,server,label,requested_bytes,sent_bytes,received_bytes,"
             "start_s,connect_s,first_byte_s,last_byte_s,end_s,status,error\n")
{
    if (!m_file)
    {
        throw std::system_error(errno, std::generic_category(), m_path);
    }
}

void
TransferTable::Add(const TransferRecord& record)
{
    if (!m_pending.empty() && record.end != m_pending.back().end)
    {
        if (record.end < m_pending.back().end)
        {
            throw std::logic_error("TransferTable: a transfer ends before an earlier one");
        }
        FinishTime();
    }
    m_pending.push_back(record);
}

void
TransferTable::FinishTime()
{
    // Stable: two applications of a host may both count their transfers from 0.
    std::stable_sort(m_pending.begin(), m_pending.end(), [](const auto& a, const auto& b) {
        return std::tie(a.host, a.sequence) < std::tie(b.host, b.sequence);
    });
    for (const auto& record : m_pending)
    {
        AppendRow(record);
    }
    m_pending.clear();
}

void
TransferTable::AppendRow(const TransferRecord& record)
{
    AppendNumber(m_text, ++m_rows);
    for (const auto field :
         {&record.system, &record.kind, &record.client, &record.server, &record.label})
    {
        m_text += ',';
        AppendText(m_text, *field);
    }
    m_text += ',';
    if (record.requestedBytes)
    {
        AppendNumber(m_text, *record.requestedBytes);
    }
    for (const auto bytes : {record.sentBytes, record.receivedBytes})
    {
        m_text += ',';
        AppendNumber(m_text, bytes);
    }
    for (const auto& time : {std::optional<Time>(record.start),
                             record.connect,
                             record.firstByte,
                             record.lastByte,
                             std::optional<Time>(record.end)})
    {
        m_text += ',';
        AppendTime(m_text, time);
    }
    m_text += ',';
    m_text += TransferRecord::StatusName(record.status);
    m_text += ',';
    AppendText(m_text, record.error);
    m_text += '\n';
    if (m_text.size() >= WRITE_OUT_SIZE)
    {
        WriteOut();
    }
}

void
TransferTable::WriteOut()
{
    if (std::fwrite(m_text.data(), 1, m_text.size(), m_file.get()) != m_text.size() &&
        m_writeError == 0)
    {
        m_writeError = errno;
    }
    m_text.clear();
}

void
TransferTable::Close()
{
    FinishTime();
    WriteOut();
    if (std::fclose(m_file.release()) != 0 && m_writeError == 0)
    {
        m_writeError = errno;
    }
    if (m_writeError != 0)
    {
        throw std::system_error(m_writeError, std::generic_category(), m_path);
    }
}

} // namespace ns3
