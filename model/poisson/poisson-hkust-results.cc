/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-hkust-results.h"

#include <algorithm>

namespace ns3
{

namespace
{

constexpr uint64_t SMALL_BYTES = 100 * 1024;
constexpr uint64_t LARGE_BYTES = 10 * 1024 * 1024;

} // namespace

uint64_t
HkustResult::GetGoodputMbps() const
{
    return completionUs == 0 ? 0 : bytes * 8 / completionUs;
}

std::size_t
HkustResult::BinOf(uint64_t bytes)
{
    return bytes < SMALL_BYTES ? 0 : bytes < LARGE_BYTES ? 1 : 2;
}

void
HkustResult::AppendFlowRow(std::string& text) const
{
    text += std::to_string(bytes) + ' ' + std::to_string(completionUs) + ' ' +
            std::to_string(dscp) + ' ' + std::to_string(rateMbps) + ' ' +
            std::to_string(GetGoodputMbps()) + '\n';
}

void
HkustResult::AppendRequestRow(std::string& text, uint32_t fanout) const
{
    AppendFlowRow(text);
    text.back() = ' ';
    text += std::to_string(fanout) + '\n';
}

uint64_t
HkustReport::Sums::MeanOf(uint64_t sum) const
{
    return count == 0 ? 0 : sum / count;
}

void
HkustReport::Add(const HkustResult& result)
{
    const auto bin = HkustResult::BinOf(result.bytes);
    for (auto* sums : {&m_all, &m_bins[bin]})
    {
        ++sums->count;
        sums->completionUs += result.completionUs;
        sums->goodputMbps += result.GetGoodputMbps();
    }
    if (bin == 0)
    {
        m_smallCompletionsUs.push_back(result.completionUs);
    }
}

std::string
HkustReport::ToText() const
{
    const auto line = [](const Sums& sums, const std::string& what, uint64_t value) {
        return std::to_string(sums.count) + " flows/requests " + what + ": " +
               std::to_string(value);
    };
    const auto mean = [&](const Sums& sums, const std::string& bin) {
        return line(sums, bin + " average completion time", sums.MeanOf(sums.completionUs)) +
               " us\n";
    };
    uint64_t percentile = 0;
    if (!m_smallCompletionsUs.empty())
    {
        auto sorted = m_smallCompletionsUs;
        const auto rank =
            sorted.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(sorted.size()));
        std::nth_element(sorted.begin(), rank, sorted.end());
        percentile = *rank;
    }
    return mean(m_all, "overall") + mean(m_bins[0], "(0, 100KB)") +
           line(m_bins[0], "(0, 100KB) 99th percentile completion time", percentile) + " us\n" +
           mean(m_bins[1], "[100KB, 10MB)") + mean(m_bins[2], "[10MB, )") +
           line(m_all, "overall average goodput", m_all.MeanOf(m_all.goodputMbps)) + " Mbps\n";
}

} // namespace ns3
