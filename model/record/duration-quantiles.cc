/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/duration-quantiles.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3
{

namespace
{

/// Buckets to each power of two.
constexpr uint64_t PER_OCTAVE = 512;

} // namespace

void
DurationQuantiles::Add(Time duration)
{
    const auto nanoseconds = static_cast<uint64_t>(duration.GetNanoSeconds());
    ++m_count;
    if (m_count <= EXACT_SAMPLES)
    {
        m_samples.push_back(nanoseconds);
        m_sorted = false;
        return;
    }
    StartBuckets();
    Count(nanoseconds);
}

void
DurationQuantiles::StartBuckets()
{
    for (auto sample : m_samples)
    {
        Count(sample);
    }
    std::vector<uint64_t>().swap(m_samples);
}

nlohmann::json
DurationQuantiles::Save() const
{
    return {{"count", m_count}, {"samples", m_samples}, {"buckets", m_buckets}};
}

void
DurationQuantiles::Merge(const nlohmann::json& saved)
{
    m_count += saved.at("count").get<std::size_t>();
    const auto samples = saved.at("samples").get<std::vector<uint64_t>>();
    if (m_count <= EXACT_SAMPLES)
    {
        m_samples.insert(m_samples.end(), samples.begin(), samples.end());
        m_sorted = false;
        return;
    }
    StartBuckets();
    for (const auto sample : samples)
    {
        Count(sample);
    }
    const auto buckets = saved.at("buckets").get<std::vector<uint64_t>>();
    m_buckets.resize(std::max(m_buckets.size(), buckets.size()));
    for (std::size_t i = 0; i < buckets.size(); ++i)
    {
        m_buckets[i] += buckets[i];
    }
}

std::size_t
DurationQuantiles::GetCount() const
{
    return m_count;
}

Time
DurationQuantiles::GetPercentile(double percent) const
{
    if (m_count == 0)
    {
        throw std::logic_error("DurationQuantiles: no durations");
    }
    const double rank = percent / 100 * static_cast<double>(m_count - 1);
    const auto below = static_cast<std::size_t>(rank);
    const auto above = std::min(below + 1, m_count - 1);
    const double low = GetRanked(below);
    const double high = GetRanked(above);
    return NanoSeconds(std::llround(low + (high - low) * (rank - static_cast<double>(below))));
}

std::size_t
DurationQuantiles::BucketOf(uint64_t nanoseconds)
{
    std::size_t octave = 0;
    while (nanoseconds >= 2 * PER_OCTAVE)
    {
        nanoseconds /= 2;
        ++octave;
    }
    return octave * PER_OCTAVE + nanoseconds;
}

double
DurationQuantiles::MiddleOf(std::size_t bucket)
{
    if (bucket < 2 * PER_OCTAVE)
    {
        return static_cast<double>(bucket);
    }
    const auto octave = static_cast<int>(bucket / PER_OCTAVE - 1);
    const auto step = static_cast<double>(bucket % PER_OCTAVE + PER_OCTAVE);
    return std::ldexp(step + 0.5, octave);
}

void
DurationQuantiles::Count(uint64_t nanoseconds)
{
    const auto bucket = BucketOf(nanoseconds);
    if (bucket >= m_buckets.size())
    {
        m_buckets.resize(bucket + 1);
    }
    ++m_buckets[bucket];
}

double
DurationQuantiles::GetRanked(std::size_t rank) const
{
    if (m_buckets.empty())
    {
        if (!m_sorted)
        {
            std::sort(m_samples.begin(), m_samples.end());
            m_sorted = true;
        }
        return static_cast<double>(m_samples[rank]);
    }
    std::size_t bucket = 0;
    for (uint64_t seen = m_buckets[0]; seen <= rank; seen += m_buckets[bucket])
    {
        ++bucket;
    }
    return MiddleOf(bucket);
}

} // namespace ns3
