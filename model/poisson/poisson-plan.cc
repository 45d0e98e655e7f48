/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-plan.h"

#include "ns3/input-error.h"
#include "ns3/quantities.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace ns3
{

namespace
{

using Dialect = PoissonConfig::Dialect;

constexpr double MEGABIT = 1e6;

std::unique_ptr<PoissonDraws>
MakeDraws(const PoissonConfig& config,
          const PoissonLoad& load,
          PoissonSources sources,
          std::optional<uint32_t> self)
{
    if (!load.compat)
    {
        return PoissonDraws::Own(config, load.megabitsPerSecond, std::move(sources), self);
    }
    if (self)
    {
        throw InputError(config.file,
                         config.line,
                         "a client among its servers is no matter of another tool's rule",
                         "no compat, or other servers");
    }
    if (*load.compat == Dialect::PYTHON)
    {
        return PoissonDraws::Python(config, load.megabitsPerSecond, load.seed);
    }
    if (load.seed < 1 || load.seed > UINT32_MAX)
    {
        throw InputError(config.file,
                         config.line,
                         "HKUST's tool cannot have the seed " + std::to_string(load.seed),
                         "a seed from 1 to 4294967295");
    }
    return PoissonDraws::Hkust(config, load.megabitsPerSecond, static_cast<uint32_t>(load.seed));
}

} // namespace

const std::vector<std::string>&
PoissonLoad::Keys()
{
    static const std::vector<std::string> keys{"bandwidth",
                                               "load",
                                               "flows",
                                               "duration",
                                               "compat",
                                               "seed"};
    return keys;
}

PoissonLoad
PoissonLoad::Read(const JsonValue& entry)
{
    PoissonLoad load;
    const auto fraction = entry.Optional("load");
    const auto bandwidth = fraction ? entry.Optional("bandwidth") : entry.Required("bandwidth");
    if (fraction)
    {
        load.fraction = fraction.AsNumber(0, 1, 1);
        if (*load.fraction == 0)
        {
            fraction.Refuse("there is no load", "a fraction greater than 0");
        }
        if (bandwidth)
        {
            fraction.Refuse("this does not go with \"bandwidth\"", "one of the two");
        }
    }
    load.megabitsPerSecond =
        static_cast<double>(bandwidth.AsDataRate(DataRate(1)).GetBitRate()) / MEGABIT;

    const auto flows = entry.Optional("flows");
    const auto duration = entry.Optional("duration");
    if (static_cast<bool>(flows) == static_cast<bool>(duration))
    {
        entry.Refuse(flows ? "\"flows\" and \"duration\" do not go together"
                           : "\"flows\" or \"duration\" is missing",
                     "one of the two");
    }
    if (flows)
    {
        load.requests = flows.AsInteger(1, UINT32_MAX, 1);
    }
    if (duration)
    {
        load.duration = duration.AsTime(Seconds(1));
        if (load.duration->IsZero())
        {
            duration.Refuse("the duration is 0", "a longer one");
        }
    }

    const auto compat = entry.Optional("compat").AsChoice({"hkust", "python"});
    if (!compat.empty())
    {
        load.compat = compat == "hkust" ? Dialect::HKUST : Dialect::PYTHON;
    }
    if (const auto seed = entry.Optional("seed"))
    {
        load.seed = load.compat == Dialect::PYTHON ? seed.AsInteger(INT64_MIN, INT64_MAX, 1)
                                                   : seed.AsInteger(1, UINT32_MAX, 1);
        if (!entry.Optional("compat"))
        {
            seed.Refuse("this seed is that of another tool's generator",
                        "\"compat\" beside it, or the seed of the whole scenario");
        }
    }
    return load;
}

PoissonPlan::PoissonPlan(std::shared_ptr<const PoissonConfig> config,
                         const PoissonLoad& load,
                         PoissonSources sources,
                         std::optional<uint32_t> self)
    : m_config(std::move(config)),
      m_draws(MakeDraws(*m_config, load, std::move(sources), self)),
      m_requests(load.requests),
      m_endNs(LONGEST_TIME_NS)
{
    if (m_requests == 0U || static_cast<bool>(m_requests) == static_cast<bool>(load.duration))
    {
        throw InputError(m_config->file,
                         m_config->line,
                         "there is no number of requests and no duration, or there are both",
                         "a number from 1 on, or a duration");
    }
    if (load.duration && load.compat == Dialect::HKUST)
    {
        const auto gaps =
            load.duration->GetMicroSeconds() / static_cast<int64_t>(m_draws->GetMeanGapUs());
        m_requests = std::max<int64_t>(1, gaps);
    }
    else if (load.duration)
    {
        m_endNs = std::min<int64_t>(m_endNs, load.duration->GetNanoSeconds());
    }
    const double lastNs =
        1000 * m_draws->GetMeanGapUs() * static_cast<double>(m_requests.value_or(0));
    if (lastNs > static_cast<double>(LONGEST_TIME_NS) / 2)
    {
        throw InputError(m_config->file,
                         m_config->line,
                         "the requests would take more than 73 years to arrive",
                         "fewer or smaller ones, or more bandwidth");
    }
}

bool
PoissonPlan::Next(PoissonRequest& request)
{
    if (m_requests && m_index == *m_requests)
    {
        return false;
    }
    m_draws->Draw(request);
    if (m_draws->StartsAtOnce())
    {
        std::swap(request.gapUs, m_pendingGapUs);
    }
    const double gapNs = request.gapUs * 1000 + m_fractionNs;
    if (gapNs >= static_cast<double>(m_endNs - m_arrivalNs))
    {
        m_requests = m_index;
        return false;
    }
    const double wholeNs = std::floor(gapNs);
    m_fractionNs = gapNs - wholeNs;
    m_arrivalNs += static_cast<int64_t>(wholeNs);

    request.arrival = NanoSeconds(m_arrivalNs);
    request.index = m_index++;
    request.firstFlow = m_flows;
    m_flows += request.servers.size();
    return true;
}

const PoissonConfig&
PoissonPlan::GetConfig() const
{
    return *m_config;
}

double
PoissonPlan::GetMeanGapUs() const
{
    return m_draws->GetMeanGapUs();
}

double
PoissonPlan::GetMeanBytes() const
{
    return m_draws->GetMeanBytes();
}

std::optional<uint64_t>
PoissonPlan::GetTotal() const
{
    return m_requests;
}

const char* const POISSON_PLAN_HEADER = "id,size_bytes,server,dscp,rate_mbps,gap_us\n";

void
AppendPoissonPlanRows(std::string& text, const PoissonRequest& request, const PoissonConfig& config)
{
    uint64_t id = request.firstFlow;
    double gapUs = request.gapUs;
    for (const auto server : request.servers)
    {
        char gap[32];
        std::snprintf(gap, sizeof(gap), gapUs == std::floor(gapUs) ? "%.0f" : "%.3f", gapUs);
        text += std::to_string(++id) + ',' + std::to_string(request.GetFlowBytes()) + ',' +
                config.servers[server].ToString() + ',' + std::to_string(request.dscp) + ',' +
                std::to_string(request.rateMbps) + ',' + gap + '\n';
        gapUs = 0;
    }
}

} // namespace ns3
