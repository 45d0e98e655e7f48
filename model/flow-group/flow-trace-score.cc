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
    using Json = nlohmann::ordered_json;
    return {{"count", mean.GetCount()},
            {"zeros", mean.GetZeros()},
            {"mean", mean.GetCount() > 0 ? Json(mean.GetMean()) : Json()},
            {"log10_mean", mean.HasLogMean() ? Json(mean.GetLogMean()) : Json()}};
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

bool
FlowTraceScore::Mean::HasLogMean() const
{
    return m_count > m_zeros;
}

double
FlowTraceScore::Mean::GetLogMean() const
{
    return !HasLogMean() ? 0 : m_logSum.Get() / static_cast<double>(m_count - m_zeros);
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
    tcpSent.Add(other.tcpSent);
    udpSent.Add(other.udpSent);
    tcpReceived.Add(other.tcpReceived);
    udpReceived.Add(other.udpReceived);
    windows.Add(other.windows);
}

FlowTraceScore::Mean
FlowTraceScore::GetThroughput() const
{
    auto throughput = tcpSent;
    throughput.Add(windows.GetCount() > 0 ? windows : udpReceived);
    return throughput;
}

std::optional<double>
FlowTraceScore::GetScore() const
{
    const auto throughput = GetThroughput();
    if (!throughput.HasLogMean() || !latency.HasLogMean())
    {
        return std::nullopt;
    }
    return throughput.GetLogMean() - latency.GetLogMean();
}

std::optional<double>
FlowTraceScore::GetScore2021() const
{
    const auto score = GetScore();
    return score ? std::optional(*score + LOG_KILO) : std::nullopt;
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
FlowTraceScore::Print(std::ostream& stream) const
{
    const auto throughput = GetThroughput();
    const auto tellZeros = [&stream](const Mean& mean, const char* what) {
        if (mean.GetZeros() > 0)
        {
            stream << "(" << mean.GetZeros() << " of " << mean.GetCount() << " " << what
                   << " are 0 and have no logarithm)\n";
        }
    };
    if (latency.GetCount() > 0)
    {
        stream << "Average latency of Memcached Requests: " << latency.GetMean() << " us\n";
        if (latency.HasLogMean())
        {
            stream << "Average log(latency) of Memcached Requests: " << latency.GetLogMean()
                   << "\n";
        }
        tellZeros(latency, "latencies");
    }
    if (throughput.GetCount() > 0)
    {
        stream << "Average throughput of Iperf Traffic: " << throughput.GetMean() << " kbps\n";
        if (throughput.HasLogMean())
        {
            stream << "Average log(throughput) of Iperf Traffic: " << throughput.GetLogMean()
                   << "\n";
        }
        tellZeros(throughput, "throughputs");
    }
    if (const auto score = GetScore())
    {
        stream << "Score: " << *score << " (with bps, as in 2021: " << *GetScore2021() << ")\n";
    }
    else
    {
        stream << "Score: none, without"
               << (latency.HasLogMean() ? "" : " a latency above 0 us of a key-value request")
               << (latency.HasLogMean() || throughput.HasLogMean() ? "" : " and")
               << (throughput.HasLogMean() ? "" : " a throughput of a flow") << "\n";
    }
}

nlohmann::ordered_json
FlowTraceScore::ToJson() const
{
    auto sent = tcpSent;
    sent.Add(udpSent);
    auto received = tcpReceived;
    received.Add(udpReceived);
    const auto orNull = [](std::optional<double> value) {
        return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
    };
    return {{"latency_us", ns3::ToJson(latency)},
            {"sender_kbps", ns3::ToJson(sent)},
            {"receiver_kbps", ns3::ToJson(received)},
            {"receiver_window_kbps", ns3::ToJson(windows)},
            {"score", orNull(GetScore())},
            {"score_2021", orNull(GetScore2021())}};
}

nlohmann::json
FlowTraceScore::Save() const
{
    auto saved = nlohmann::json::array();
    for (const auto* mean : {&latency, &tcpSent, &udpSent, &tcpReceived, &udpReceived, &windows})
    {
        saved.push_back(mean->Save());
    }
    return saved;
}

void
FlowTraceScore::Merge(const nlohmann::json& saved)
{
    std::size_t place = 0;
    for (auto* mean : {&latency, &tcpSent, &udpSent, &tcpReceived, &udpReceived, &windows})
    {
        mean->Merge(saved.at(place++));
    }
}

} // namespace ns3
