/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/flow-trace-score.h"

#include <cmath>

namespace ns3
{

namespace
{

/// log10 of the bits of a kbit.
constexpr double LOG_KILO = 3;

nlohmann::ordered_json
ToJson(const FlowTraceScore::Mean& mean)
{
    return {{"count", mean.GetCount()},
            {"zeros", mean.GetZeros()},
            {"mean", mean.GetMean()},
            {"log10_mean", mean.GetLogMean()}};
}

} // namespace

void
FlowTraceScore::Mean::Add(double value)
{
    ++m_count;
    if (value > 0)
    {
        m_sum.Add(value);
        m_logSum.Add(std::log10(value));
    }
    else
    {
        ++m_zeros;
    }
}

void
FlowTraceScore::Mean::Add(const Mean& other)
{
    m_count += other.m_count;
    m_zeros += other.m_zeros;
    m_sum.Add(other.m_sum);
    m_logSum.Add(other.m_logSum);
}

uint64_t
FlowTraceScore::Mean::GetCount() const
{
    return m_count;
}

uint64_t
FlowTraceScore::Mean::GetZeros() const
{
    return m_zeros;
}

double
FlowTraceScore::Mean::GetMean() const
{
    return m_count == 0 ? 0 : m_sum.Get() / static_cast<double>(m_count);
}

double
FlowTraceScore::Mean::GetLogMean() const
{
    return m_count == m_zeros ? 0 : m_logSum.Get() / static_cast<double>(m_count - m_zeros);
}

nlohmann::json
FlowTraceScore::Mean::Save() const
{
    return {m_count, m_zeros, m_sum.Save(), m_logSum.Save()};
}

void
FlowTraceScore::Mean::Merge(const nlohmann::json& saved)
{
    m_count += saved.at(0).get<uint64_t>();
    m_zeros += saved.at(1).get<uint64_t>();
    m_sum.Merge(saved.at(2));
    m_logSum.Merge(saved.at(3));
}

void
FlowTraceScore::Add(const FlowTraceScore& other)
{
    latency.Add(other.latency);
    sent.Add(other.sent);
    received.Add(other.received);
    windows.Add(other.windows);
}

const FlowTraceScore::Mean&
FlowTraceScore::GetThroughput(bool isUdp) const
{
    const auto& ofUdp = windows.GetCount() > 0 ? windows : received;
    return isUdp ? ofUdp : sent;
}

double
FlowTraceScore::GetScore(bool isUdp) const
{
    return GetThroughput(isUdp).GetLogMean() - latency.GetLogMean();
}

double
FlowTraceScore::GetScore2021(bool isUdp) const
{
    const auto& throughput = GetThroughput(isUdp);
    return GetScore(isUdp) + (throughput.GetCount() > throughput.GetZeros() ? LOG_KILO : 0);
}

double
FlowTraceScore::ToThroughput(uint64_t bytes, Time elapsed)
{
    constexpr uint64_t BITS = 8;
    constexpr uint64_t KILO = 1000;
    const auto kilobits = static_cast<double>(bytes * BITS / KILO);
    return elapsed.IsStrictlyPositive() ? kilobits / elapsed.GetSeconds() : 0;
}

void
FlowTraceScore::Print(std::ostream& stream, bool isUdp) const
{
    const auto& throughput = GetThroughput(isUdp);
    if (latency.GetCount() > 0)
    {
        stream << "Average latency of Memcached Requests: " << latency.GetMean() << " us\n"
               << "Average log(latency) of Memcached Requests: " << latency.GetLogMean() << "\n";
    }
    if (throughput.GetCount() > 0)
    {
        stream << "Average throughput of Iperf Traffic: " << throughput.GetMean() << " kbps\n"
               << "Average log(throughput) of Iperf Traffic: " << throughput.GetLogMean() << "\n";
        if (throughput.GetZeros() > 0)
        {
            stream << "(" << throughput.GetZeros() << " of " << throughput.GetCount()
                   << " throughputs are 0 and have no logarithm)\n";
        }
    }
    stream << "Score: " << GetScore(isUdp) << " (with bps, as in 2021: " << GetScore2021(isUdp)
           << ")\n";
}

nlohmann::ordered_json
FlowTraceScore::ToJson(bool isUdp) const
{
    return {{"latency_us", ns3::ToJson(latency)},
            {"sender_kbps", ns3::ToJson(sent)},
            {"receiver_kbps", ns3::ToJson(received)},
            {"receiver_window_kbps", ns3::ToJson(windows)},
            {"score", GetScore(isUdp)},
            {"score_2021", GetScore2021(isUdp)}};
}

nlohmann::json
FlowTraceScore::Save() const
{
    return {latency.Save(), sent.Save(), received.Save(), windows.Save()};
}

void
FlowTraceScore::Merge(const nlohmann::json& saved)
{
    latency.Merge(saved.at(0));
    sent.Merge(saved.at(1));
    received.Merge(saved.at(2));
    windows.Merge(saved.at(3));
}

} // namespace ns3
