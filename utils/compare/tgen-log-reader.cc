/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tgen-log-reader.h"

#include "log-fields.h"
#include "log-lines.h"
#include "recorded-run.h"
#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <array>
#include <cmath>
#include <string>

namespace ns3
{

namespace
{

constexpr int64_t MICROSECOND = 1000;
constexpr int64_t LATEST = INT64_C(4'000'000'000'000'000); //!< us: as nanoseconds it still fits
constexpr std::string_view PASSIVE_VERTEX = "passive-stream";

/// The four brackets of a line about a stream.
struct StreamLine
{
    std::string_view transport;
    std::string_view stream;
    std::string_view bytes;
    std::string_view times;
};

/// Thrown for a line that cannot be used.
struct BadLine
{
    std::string what;
    std::string expected;
};

StreamLine
Dissect(std::string_view line)
{
    // By what stands between: a vertex id may hold blanks.
    constexpr std::array<std::string_view, 5> MARKS{" transport [",
                                                    "] stream [",
                                                    "] bytes [",
                                                    "] times [",
                                                    "]"};
    std::array<std::string_view, 4> parts;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < MARKS.size(); ++i)
    {
        const auto place = line.find(MARKS[i], begin);
        if (place == std::string_view::npos)
        {
            throw BadLine{"the line ends too early", "four brackets"};
        }
        if (i > 0)
        {
            parts[i - 1] = line.substr(begin, place - begin);
        }
        begin = place + MARKS[i].size();
    }
    return {parts[0], parts[1], parts[2], parts[3]};
}

/// @param until what the value ends with
std::string_view
Find(std::string_view fields, std::string_view key, std::string_view until = ",")
{
    std::size_t place = 0;
    while ((place = fields.find(key, place)) != std::string_view::npos)
    {
        const auto value = place + key.size();
        if ((place == 0 || fields[place - 1] == ',') && value < fields.size() &&
            fields[value] == '=')
        {
            const auto end = std::min(fields.find(until, value), fields.size());
            return fields.substr(value + 1, end - value - 1);
        }
        place = value;
    }
    throw BadLine{"there is no " + std::string(key), "as TGen 1.1.2 writes it"};
}

template <typename Number>
Number
FindWhole(std::string_view fields, std::string_view key)
{
    const auto text = Find(fields, key);
    const auto number = ReadWhole<Number>(text);
    if (!number)
    {
        throw BadLine{std::string(key) + " is " + QuoteInput(text), "a whole number"};
    }
    return *number;
}

/// @return ns since 1970 at which the line was written
int64_t
GetUnixTime(std::string_view line)
{
    // "YYYY-MM-DD HH:MM:SS seconds.micros"
    constexpr std::size_t PLACE = 20;
    const auto text = line.size() > PLACE ? line.substr(PLACE, line.find(' ', PLACE) - PLACE)
                                          : std::string_view();
    const auto time = ReadSeconds(text);
    if (!time)
    {
        throw BadLine{"the line does not begin with a time", "YYYY-MM-DD HH:MM:SS SECONDS"};
    }
    return *time;
}

/// The word that tgentools has for an error.
std::string
NameError(const StreamLine& parts)
{
    std::string error(Find(parts.stream, "error"));
    if (error == "PROXY")
    {
        const std::string transport(Find(parts.transport, "error"));
        error += '-' + transport;
        if (transport == "STALLOUT" || transport == "TIMEOUT")
        {
            error += '-' + std::string(Find(parts.transport, "state"));
        }
    }
    return error;
}

void
AddStream(std::string_view line, bool isSuccess, RecordedRun& run)
{
    const auto parts = Dissect(line);
    RecordedTransfer transfer;
    const auto vertex = Find(parts.stream, "vertexid", ",name=");
    const bool isPassive = vertex.substr(0, PASSIVE_VERTEX.size()) == PASSIVE_VERTEX;
    transfer.system = "tgen";
    transfer.kind = isPassive ? TGEN_PASSIVE_KIND : "stream";
    transfer.label = run.Keep(vertex);
    transfer.client = run.Keep(Find(parts.stream, "name"));
    auto server = Find(parts.stream, "peername");
    if (server == "(null)")
    {
        server = Find(parts.transport, "remote");
        server = server.substr(0, server.find(':'));
    }
    transfer.server = run.Keep(server);
    const auto requested = FindWhole<uint64_t>(parts.stream, "sendsize") +
                           FindWhole<uint64_t>(parts.stream, "recvsize");
    if (requested > 0)
    {
        transfer.requestedBytes = requested;
    }
    transfer.sentBytes = FindWhole<uint64_t>(parts.bytes, "payload-bytes-send");
    transfer.receivedBytes = FindWhole<uint64_t>(parts.bytes, "payload-bytes-recv");

    const auto created = FindWhole<int64_t>(parts.times, "created-ts");
    const auto now = FindWhole<int64_t>(parts.times, "now-ts");
    if (created < 0 || now < created || now > LATEST)
    {
        throw BadLine{"the stream ends before it begins", "now-ts after created-ts"};
    }
    transfer.end = GetUnixTime(line);
    transfer.start = transfer.end - (now - created) * MICROSECOND;
    const auto after = [&](std::string_view key) -> std::optional<int64_t> {
        const auto micros = FindWhole<int64_t>(parts.times, key);
        if (micros > LATEST)
        {
            throw BadLine{std::string(key) + " is out of range", "microseconds"};
        }
        return micros < 0 ? std::nullopt : std::optional(transfer.start + micros * MICROSECOND);
    };
    transfer.request = after("usecs-to-command");
    transfer.firstByte = after("usecs-to-first-byte-recv");
    transfer.lastByte = after("usecs-to-last-byte-recv");
    transfer.status = isSuccess ? TransferRecord::SUCCESS : TransferRecord::FAILED;
    if (!isSuccess)
    {
        transfer.error = run.Keep(NameError(parts));
    }
    run.transfers.push_back(transfer);
}

/// @return the version in a line that begins a log, or ""
std::string_view
GetVersion(std::string_view line)
{
    constexpr std::string_view MARK = "Initializing TGen v";
    const auto place = line.find(MARK);
    if (place == std::string_view::npos)
    {
        return "";
    }
    const auto begin = place + MARK.size();
    return line.substr(begin, line.find(' ', begin) - begin);
}

} // namespace

void
ReadTgenLog(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    std::string version;
    while (lines.Next(skipped))
    {
        const auto line = lines.Get();
        const auto mark = line.find(" [stream-");
        if (mark == std::string_view::npos)
        {
            if (const auto other = GetVersion(line); !other.empty() && other != version)
            {
                if (!version.empty())
                {
                    skipped.Add(lines.GetNumber(),
                                "a log of TGen " + version + " goes on as one of TGen " +
                                    std::string(other),
                                "one version in a file; both are read");
                }
                version = other;
            }
            else if (line.find(" [transfer-complete] ") != std::string_view::npos ||
                     line.find(" [transfer-error] ") != std::string_view::npos)
            {
                skipped.Add(lines.GetNumber(),
                            "transfers of TGen 0.0.1 are not read",
                            "[stream-success] or [stream-error], as TGen 1.x writes");
            }
            continue;
        }
        const auto tag = line.substr(mark + 1, line.find(' ', mark + 1) - mark - 1);
        if (tag == "[stream-status]")
        {
            continue;
        }
        try
        {
            if (tag != "[stream-success]" && tag != "[stream-error]")
            {
                throw BadLine{"the line ends too early", "[stream-success] or [stream-error]"};
            }
            AddStream(line, tag == "[stream-success]", run);
        }
        catch (const BadLine& bad)
        {
            skipped.Add(lines.GetNumber(), bad.what, bad.expected);
        }
    }
}

} // namespace ns3
