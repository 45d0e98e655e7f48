/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/transfer-spool.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace ns3
{

namespace
{

[[noreturn]] void
Throw(const std::string& path)
{
    throw std::system_error(errno != 0 ? errno : EIO, std::generic_category(), path);
}

} // namespace

TransferSpool::TransferSpool(const std::string& path)
    : m_path(path),
      m_file(path, std::ios::binary)
{
    if (!m_file)
    {
        Throw(m_path);
    }
}

void
TransferSpool::Append(const std::string& text)
{
    Append(text.size());
    m_bytes += text;
}

void
TransferSpool::Append(uint64_t number)
{
    m_bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

void
TransferSpool::Append(const std::optional<Time>& time)
{
    Append(static_cast<uint64_t>(time.has_value()));
    if (time)
    {
        Append(static_cast<uint64_t>(time->GetTimeStep()));
    }
}

void
TransferSpool::Add(const TransferRecord& record)
{
    m_bytes.clear();
    for (const auto number : {uint64_t{record.host},
                              record.sequence,
                              uint64_t{record.requestedBytes.has_value()},
                              record.requestedBytes.value_or(0),
                              record.sentBytes,
                              record.receivedBytes,
                              static_cast<uint64_t>(record.status)})
    {
        Append(number);
    }
    for (const auto* text : {&record.system,
                             &record.kind,
                             &record.client,
                             &record.server,
                             &record.label,
                             &record.error})
    {
        Append(*text);
    }
    for (const auto& time : {std::optional(record.start),
                             record.connect,
                             record.firstByte,
                             record.lastByte,
                             std::optional(record.end)})
    {
        Append(time);
    }
    m_file.write(m_bytes.data(), static_cast<std::streamsize>(m_bytes.size()));
}

void
TransferSpool::Close()
{
    m_file.close();
    if (!m_file)
    {
        Throw(m_path);
    }
}

TransferSpoolReader::TransferSpoolReader(const std::vector<std::string>& paths)
{
    for (const auto& path : paths)
    {
        auto& part = m_parts.emplace_back();
        part.path = path;
        part.file.open(path, std::ios::binary);
        if (!part.file)
        {
            Throw(path);
        }
        part.Read();
    }
}

std::optional<TransferRecord>
TransferSpoolReader::Next()
{
    Part* first = nullptr;
    for (auto& part : m_parts)
    {
        if (part.next && (!first || part.next->end < first->next->end))
        {
            first = &part;
        }
    }
    if (!first)
    {
        return std::nullopt;
    }
    auto record = std::move(first->next);
    first->Read();
    return record;
}

uint64_t
TransferSpoolReader::Part::ReadNumber()
{
    uint64_t number = 0;
    if (!file.read(reinterpret_cast<char*>(&number), sizeof(number)))
    {
        Throw(path);
    }
    return number;
}

std::string
TransferSpoolReader::Part::ReadText()
{
    std::string text(ReadNumber(), '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(text.size())))
    {
        Throw(path);
    }
    return text;
}

std::optional<Time>
TransferSpoolReader::Part::ReadTime()
{
    return ReadNumber() == 0 ? std::nullopt
                             : std::optional(TimeStep(static_cast<uint64_t>(ReadNumber())));
}

void
TransferSpoolReader::Part::Read()
{
    if (file.peek() == std::ifstream::traits_type::eof())
    {
        next.reset();
        return;
    }
    TransferRecord record;
    record.host = static_cast<uint32_t>(ReadNumber());
    record.sequence = ReadNumber();
    const bool isBounded = ReadNumber() != 0;
    const auto requested = ReadNumber();
    if (isBounded)
    {
        record.requestedBytes = requested;
    }
    record.sentBytes = ReadNumber();
    record.receivedBytes = ReadNumber();
    record.status = static_cast<TransferRecord::Status>(ReadNumber());
    for (auto* text : {&record.system,
                       &record.kind,
                       &record.client,
                       &record.server,
                       &record.label,
                       &record.error})
    {
        *text = ReadText();
    }
    record.start = ReadTime().value_or(Time(0));
    record.connect = ReadTime();
    record.firstByte = ReadTime();
    record.lastByte = ReadTime();
    record.end = ReadTime().value_or(Time(0));
    next = std::move(record);
}

} // namespace ns3
