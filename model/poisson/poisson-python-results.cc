/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-python-results.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <ostream>
#include <utility>

namespace ns3
{

namespace
{

const std::string RULE(60, '=');

/// A number with a fixed count of decimals.
std::string
FormatFixed(double number, int decimals)
{
    char text[400];
    std::snprintf(text, sizeof(text), "%.*f", decimals, number);
    return text;
}

std::string
ToRow(const PythonFlow& flow)
{
    std::string error = flow.error;
    std::replace(error.begin(), error.end(), ',', ';');
    std::replace(error.begin(), error.end(), '\n', '|');
    // The tool begins with a whole 0 and overwrites it with what its client says.
    const auto throughput = flow.throughputMbps == 0 ? "0" : FormatPythonFloat(flow.throughputMbps);
    return std::to_string(flow.id) + ',' + FormatPythonFloat(flow.bytes) + ',' +
           std::to_string(GetPythonKib(flow.bytes)) + ",'" + flow.server + "'," +
           FormatPythonFloat(flow.start) + ',' + FormatPythonFloat(flow.end) + ',' +
           FormatPythonFloat(flow.end - flow.start) + ',' + throughput + ',' +
           (flow.isSuccess ? '1' : '0') + ',' + std::to_string(flow.returnCode) + ',' + error +
           '\n';
}

} // namespace

uint64_t
GetPythonKib(double bytes)
{
    constexpr double KIB = 1024;
    return std::max<uint64_t>(1, static_cast<uint64_t>(bytes / KIB));
}

std::string
FormatPythonFloat(double number)
{
    if (!std::isfinite(number))
    {
        return std::isnan(number) ? "nan" : number < 0 ? "-inf" : "inf";
    }
    // As "D.DDDe-XX", with as many digits as it takes.
    char text[32];
    for (int precision = 0; precision < 17; ++precision)
    {
        std::snprintf(text, sizeof(text), "%.*e", precision, number);
        if (std::strtod(text, nullptr) == number)
        {
            break;
        }
    }
    const std::string scientific = text;
    const auto mark = scientific.find('e');
    const int exponent = std::atoi(scientific.c_str() + mark + 1);
    if (exponent < -4 || exponent >= 16)
    {
        return scientific;
    }
    const auto digits = static_cast<int>(
        std::count_if(text, text + mark, [](char c) { return c >= '0' && c <= '9'; }));
    return FormatFixed(number, std::max(1, digits - 1 - exponent));
}

std::string
FormatPythonLogLine(double unixTime, const std::string& level, const std::string& text)
{
    const auto seconds = static_cast<std::time_t>(std::floor(unixTime));
    std::tm date{};
    gmtime_r(&seconds, &date);
    char stamp[64];
    std::strftime(stamp, sizeof(stamp), "%Y-%m-%d %H:%M:%S", &date);
    return std::string(stamp) + " - " + level + " - " + text;
}

PythonFlowTable::PythonFlowTable(std::ostream& stream)
    : m_stream(stream)
{
    m_stream << "flow_id,size_bytes,size_kb,server,start_time,end_time,completion_time,"
                "throughput_mbps,success,returncode,error\n";
}

void
PythonFlowTable::Add(const PythonFlow& flow)
{
    if (flow.isSuccess)
    {
        m_stream << ToRow(flow);
    }
    else
    {
        m_failed += ToRow(flow);
    }
}

void
PythonFlowTable::Finish()
{
    m_stream << std::exchange(m_failed, {});
}

void
PythonArrivals::Add(Time time)
{
    if (m_count++ == 0)
    {
        m_first = time;
    }
    else
    {
        m_shortest = std::min(m_shortest, time - m_last);
        m_longest = std::max(m_longest, time - m_last);
    }
    m_last = time;
}

std::vector<std::string>
PythonArrivals::ToLines(double flowsPerSecond) const
{
    if (m_count < 2)
    {
        return {};
    }
    const double mean = (m_last - m_first).GetSeconds() / static_cast<double>(m_count - 1);
    const double actual = mean > 0 ? 1 / mean : 0;
    return {RULE,
            "POISSON PROCESS STATISTICS:",
            RULE,
            "  Target λ:        " + FormatFixed(flowsPerSecond, 3) + " flows/sec",
            "  Actual λ:        " + FormatFixed(actual, 3) + " flows/sec",
            "  Mean interval:   " + FormatFixed(mean, 3) + " seconds",
            "  Min interval:    " + FormatFixed(m_shortest.GetSeconds(), 3) + " seconds",
            "  Max interval:    " + FormatFixed(m_longest.GetSeconds(), 3) + " seconds",
            "  Total flows:     " + std::to_string(m_count)};
}

double
PythonSummary::GetActualMbps() const
{
    return seconds > 0 ? bytes * 8 / (seconds * 1000000) : 0;
}

double
PythonSummary::GetAccuracy() const
{
    return targetMbps > 0 ? GetActualMbps() / targetMbps * 100 : 0;
}

std::vector<std::string>
PythonSummary::ToLines() const
{
    constexpr double GIB = 1024.0 * 1024 * 1024;
    const double rate = static_cast<double>(completed) /
                        static_cast<double>(std::max<uint64_t>(1, generated)) * 100;
    std::vector<std::string> lines{RULE,
                                   "TRAFFIC GENERATION SUMMARY",
                                   RULE,
                                   "Total time:          " + FormatFixed(seconds, 2) + " seconds",
                                   "Generated flows:     " + std::to_string(generated),
                                   "Completed flows:     " + std::to_string(completed),
                                   "Failed flows:        " + std::to_string(failed),
                                   "Success rate:        " + FormatFixed(rate, 1) + "%"};
    if (completed > 0)
    {
        lines.insert(lines.end(),
                     {"Total data:          " + FormatFixed(bytes / GIB, 3) + " GB",
                      RULE,
                      "BANDWIDTH STATISTICS",
                      RULE,
                      "Actual bandwidth:   " + FormatFixed(GetActualMbps(), 2) + " Mbps",
                      "Target bandwidth:   " + FormatFixed(targetMbps, 2) + " Mbps",
                      "Bandwidth accuracy: " + FormatFixed(GetAccuracy(), 1) + "%",
                      RULE});
    }
    return lines;
}

} // namespace ns3
