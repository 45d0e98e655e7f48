/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "iperf3-json-reader.h"

#include "log-lines.h"
#include "recorded-run.h"
#include "skipped-lines.h"

#include "ns3/input-error.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3
{

namespace
{

using Json = nlohmann::json;

/// A test is small without its intervals; what is longer is none.
constexpr std::size_t MAX_DOCUMENT = LogLines::MAX_LENGTH;
constexpr double LATEST = 4e9; //!< seconds of which two fit into nanoseconds
constexpr double MOST_STREAMS = 1e6;

/// @return the number that a path of keys leads to, or the fallback where none of iperf3's is
double
GetNumber(const Json& json, const std::string& pointer, double fallback, double most = 1e18)
{
    const Json::json_pointer place(pointer);
    const bool isThere = json.contains(place) && json.at(place).is_number();
    const double number = isThere ? json.at(place).get<double>() : fallback;
    return number >= 0 && number <= most ? number : fallback;
}

std::string
GetText(const Json& json, const std::string& pointer)
{
    const Json::json_pointer place(pointer);
    const bool isThere = json.contains(place) && json.at(place).is_string();
    return isThere ? json.at(place).get<std::string>() : std::string();
}

uint64_t
ToBytes(double bytes)
{
    return bytes > 0 && bytes < 1e18 ? static_cast<uint64_t>(std::llround(bytes)) : 0;
}

/// What a sender and a receiver say of a stream or of all together.
struct Ends
{
    const Json* sender{nullptr};
    const Json* receiver{nullptr};
    bool isClientSending{true};
};

/// A transfer with times and bytes of what both ends say. @param base what the test has in common
RecordedTransfer
MakeTransfer(const RecordedTransfer& base, const Ends& ends)
{
    auto transfer = base;
    const Json& receiver = ends.receiver ? *ends.receiver : *ends.sender;
    const Json& sender = ends.sender ? *ends.sender : *ends.receiver;
    const double seconds =
        GetNumber(receiver, "/end", GetNumber(receiver, "/seconds", 0, LATEST), LATEST);
    transfer.end += std::llround(seconds * 1e9);
    const double lost = GetNumber(receiver, "/lost_percent", 0, 100) / 100;
    transfer.goodput = GetNumber(receiver, "/bits_per_second", 0) * (1 - lost);
    if (ends.isClientSending)
    {
        transfer.sentBytes = ToBytes(GetNumber(sender, "/bytes", 0));
    }
    else
    {
        transfer.receivedBytes = ToBytes(GetNumber(receiver, "/bytes", 0));
    }
    return transfer;
}

/// @return the member, when it is an object
const Json*
FindObject(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_object() ? &*found : nullptr;
}

void
AddTest(const Json& test, RecordedRun& run)
{
    if (GetText(test, "/start/version").substr(0, 5) != "iperf")
    {
        throw std::runtime_error("this is no output of iperf3");
    }
    RecordedTransfer base;
    base.system = "iperf3";
    base.kind = "test";
    base.isEndKnown = false;
    base.client = run.Keep(GetText(test, "/start/connected/0/local_host"));
    base.server = run.Keep(GetText(test, "/start/connecting_to/host"));
    const auto number =
        static_cast<int>(GetNumber(test, "/start/test_start/num_streams", 1, MOST_STREAMS));
    const auto title =
        GetText(test, "/title").empty() ? GetText(test, "/start/title") : GetText(test, "/title");
    base.label = run.Keep(
        !title.empty() ? title : std::to_string(number) + " stream" + (number == 1 ? "" : "s"));
    const double bytes = GetNumber(test, "/start/test_start/bytes", 0);
    const double blocks = GetNumber(test, "/start/test_start/blocks", 0) *
                          GetNumber(test, "/start/test_start/blksize", 0);
    const double asked = bytes > 0 ? bytes : blocks;
    if (asked > 0)
    {
        base.requestedBytes = ToBytes(asked);
    }
    base.start = static_cast<int64_t>(GetNumber(test, "/start/timestamp/timesecs", 0, LATEST)) *
                 INT64_C(1'000'000'000);
    base.end = base.start;

    const auto end = FindObject(test, "end");
    const auto streams = end && end->contains("streams") ? end->at("streams") : Json::array();
    if (const auto error = GetText(test, "/error"); !error.empty() || streams.empty())
    {
        base.status = TransferRecord::FAILED;
        base.error = run.Keep(error.empty() ? "no end" : error);
        run.transfers.push_back(base);
        return;
    }
    Ends sum;
    sum.isClientSending = GetNumber(test, "/start/test_start/reverse", 0) == 0;
    sum.sender = FindObject(*end, "sum_sent");
    sum.receiver = FindObject(*end, "sum_received");
    if (const auto datagrams = FindObject(*end, "sum"); datagrams && !sum.receiver)
    {
        sum.receiver = datagrams; // UDP before iperf 3.16
    }
    if (sum.sender || sum.receiver)
    {
        run.transfers.push_back(MakeTransfer(base, sum));
    }
    if (number < 2)
    {
        return;
    }
    base.kind = "stream";
    if (base.requestedBytes)
    {
        *base.requestedBytes /= static_cast<uint64_t>(number);
    }
    for (const auto& stream : streams)
    {
        Ends ends;
        ends.sender = FindObject(stream, "sender");
        ends.receiver = FindObject(stream, "receiver");
        if (const auto datagrams = FindObject(stream, "udp"))
        {
            ends.sender = ends.receiver = datagrams;
        }
        if (ends.sender || ends.receiver)
        {
            const Json& one = ends.sender ? *ends.sender : *ends.receiver;
            ends.isClientSending = one.value("sender", sum.isClientSending);
            run.transfers.push_back(MakeTransfer(base, ends));
        }
    }
}

/// Parse a document, without the intervals: there is one a second and stream.
Json
Parse(const std::string& text)
{
    return Json::parse(text, [](int, Json::parse_event_t event, Json& parsed) {
        return event != Json::parse_event_t::key || parsed != "intervals";
    });
}

} // namespace

void
ReadIperf3Json(LogLines& lines, RecordedRun& run, SkippedLines& skipped)
{
    std::string text;
    int first = 0; // line of the document
    const auto finish = [&] {
        try
        {
            AddTest(Parse(text), run);
        }
        catch (const Json::parse_error& error)
        {
            const auto end =
                text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
            const auto line = static_cast<int>(std::count(text.begin(), end, '\n'));
            skipped.Add(std::min(first + line, lines.GetNumber()),
                        "this is not well-formed JSON",
                        "the output of iperf3 -J, to its end");
        }
        catch (const std::exception& error)
        {
            skipped.Add(first, error.what(), "the output of iperf3 -J");
        }
        text.clear();
    };
    while (lines.Next(skipped))
    {
        const auto line = lines.Get();
        if (text.empty())
        {
            first = lines.GetNumber();
            if (line.empty())
            {
                continue;
            }
        }
        text.append(line) += '\n';
        // iperf3 ends a document with a brace of its own line; other printers use one line.
        const bool isWhole = line == "}" || (lines.GetNumber() == first && line.front() == '{' &&
                                             line.size() > 1 && line.back() == '}');
        if (isWhole)
        {
            finish();
        }
        else if (text.size() > MAX_DOCUMENT)
        {
            skipped.Add(first, "the document is larger than 64 MiB", "the output of iperf3 -J");
            text.clear();
            while (lines.Next(skipped) && lines.Get() != "}")
            {
            }
        }
    }
    if (!text.empty())
    {
        finish();
    }
}

} // namespace ns3
