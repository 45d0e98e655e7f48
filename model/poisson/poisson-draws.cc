/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-draws.h"

#include "ns3/glibc-random.h"
#include "ns3/input-error.h"
#include "ns3/python-random.h"
#include "ns3/size-distribution.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{

namespace
{

/// The part of the wire rate that HKUST's tool takes for payload: 1448 bytes of a segment, over an
/// IP packet of 1500 with Ethernet header, checksum, preamble and gap.
constexpr double HKUST_GOODPUT = 1448.0 / (1500 + 14 + 4 + 8 + 12);

/// @throw InputError against the config
[[noreturn]] void
Refuse(const PoissonConfig& config, const std::string& what, const std::string& expected)
{
    throw InputError(config.file, config.line, what, expected);
}

void
CheckLoad(const PoissonConfig& config, double megabitsPerSecond)
{
    if (!(std::isfinite(megabitsPerSecond) && megabitsPerSecond > 0))
    {
        Refuse(config, "the bandwidth is not positive", "expected more than 0 Mbit/s");
    }
}

/// The servers of a choice, by index.
std::vector<WeightedChoice::Entry>
IndexServers(const PoissonConfig& config)
{
    std::vector<WeightedChoice::Entry> entries;
    for (const auto& server : config.servers)
    {
        entries.push_back({static_cast<uint32_t>(entries.size()), server.weight});
    }
    return entries;
}

/// Our own rule.
class OwnDraws : public PoissonDraws
{
  public:
    OwnDraws(const PoissonConfig& config,
             double megabitsPerSecond,
             PoissonSources sources,
             std::optional<uint32_t> self)
        : PoissonDraws(config.sizes->GetLimitedMean(MAX_BYTES),
                       config.sizes->GetLimitedMean(MAX_BYTES) * 8 / megabitsPerSecond),
          m_config(config),
          m_sources(std::move(sources)),
          m_self(self),
          m_choice(IndexServers(config))
    {
        for (uint32_t server = 0; server < config.servers.size(); ++server)
        {
            if (server != self)
            {
                m_others.push_back(server);
            }
        }
        if (self && config.serverChoice == PoissonConfig::ServerChoice::ROUND_ROBIN)
        {
            // Or else all clients would begin with the same server.
            m_turn = *self % static_cast<uint32_t>(m_others.size());
        }
    }

    void Draw(PoissonRequest& request) override
    {
        request.drawnBytes = m_config.sizes->Draw(*m_sources.sizes);
        const double bytes = std::min(request.drawnBytes, static_cast<double>(MAX_BYTES));
        request.bytes = static_cast<uint64_t>(std::llround(bytes));
        request.dscp = m_config.dscp.Draw(*m_sources.dscp);
        request.rateMbps = m_config.rates.Draw(*m_sources.rates);
        request.gapUs = -GetMeanGapUs() * std::log1p(-m_sources.gaps->NextUniform());
        request.servers.resize(m_config.fanouts.Draw(*m_sources.fanouts));
        ChooseServers(request.servers);
    }

    bool StartsAtOnce() const override
    {
        return false;
    }

  private:
    void ChooseServers(std::vector<uint32_t>& servers);

    const PoissonConfig& m_config;
    PoissonSources m_sources;
    std::optional<uint32_t> m_self;
    WeightedChoice m_choice;        //!< of the index of a server
    std::vector<uint32_t> m_others; //!< all servers but the client itself, in any order
    uint32_t m_turn{0};             //!< index among the others
};

void
OwnDraws::ChooseServers(std::vector<uint32_t>& servers)
{
    if (m_config.serverChoice == PoissonConfig::ServerChoice::ROUND_ROBIN)
    {
        for (auto& server : servers)
        {
            server = m_others[m_turn];
            m_turn = m_turn + 1 == m_others.size() ? 0 : m_turn + 1;
        }
        return;
    }
    if (m_config.distinctServers)
    {
        // As many as there are flows are shuffled to the front.
        for (std::size_t i = 0; i < servers.size(); ++i)
        {
            const auto left = static_cast<double>(m_others.size() - i);
            const auto drawn = static_cast<std::size_t>(m_sources.servers->NextUniform() * left);
            std::swap(m_others[i], m_others[i + drawn]);
            servers[i] = m_others[i];
        }
    }
    else
    {
        for (auto& server : servers)
        {
            server =
                m_self
                    ? static_cast<uint32_t>(m_choice.DrawIndexExcept(*m_sources.servers, *m_self))
                    : m_choice.Draw(*m_sources.servers);
        }
    }
    std::sort(servers.begin(), servers.end());
}

/**
 * The table that the tools know sizes by.
 * @throw InputError when the config says what a tool does not know
 */
std::shared_ptr<const SizeDistribution>
GetTable(const PoissonConfig& config, const std::string& tool, SizeDistribution::Sampling sampling)
{
    const auto table = std::dynamic_pointer_cast<const SizeDistribution>(config.sizes);
    if (!table)
    {
        Refuse(config,
               tool + " knows no " + config.sizes->GetName() + " sizes",
               "an empirical distribution");
    }
    if (config.distinctServers)
    {
        Refuse(config, tool + " knows no distinct servers", "expected none");
    }
    for (const auto& server : config.servers)
    {
        if (server.weight != config.servers.front().weight)
        {
            Refuse(config, tool + " knows no weights of servers", "expected equal ones");
        }
    }
    return table->WithSampling(sampling);
}

/// HKUST's rule.
class HkustDraws : public PoissonDraws
{
  public:
    HkustDraws(const PoissonConfig& config,
               std::shared_ptr<const SizeDistribution> sizes,
               uint32_t periodUs,
               uint32_t seed)
        : PoissonDraws(sizes->GetMean(), periodUs),
          m_config(config),
          m_sizes(std::move(sizes)),
          m_rate(1.0 / periodUs),
          m_random(seed)
    {
    }

    void Draw(PoissonRequest& request) override
    {
        request.drawnBytes = DrawSize();
        request.bytes = static_cast<uint64_t>(request.drawnBytes);
        request.servers.clear();
        if (m_config.isIncast)
        {
            request.servers.resize(Choose(m_config.fanouts));
        }
        else
        {
            request.servers.push_back(DrawServer());
        }
        request.dscp = Choose(m_config.dscp);
        request.rateMbps = Choose(m_config.rates);
        request.gapUs = DrawGap();
        if (m_config.isIncast)
        {
            for (auto& server : request.servers)
            {
                server = DrawServer();
            }
            std::sort(request.servers.begin(), request.servers.end());
        }
    }

    bool StartsAtOnce() const override
    {
        return m_config.isIncast;
    }

  private:
    double DrawSize()
    {
        return m_sizes->GetQuantile(static_cast<double>(m_random.Next()) / GlibcRandom::MAX);
    }

    uint32_t DrawServer()
    {
        return m_random.Next() % static_cast<uint32_t>(m_config.servers.size());
    }

    /// HKUST's default of one value has a weight, and takes a number, too.
    uint32_t Choose(const WeightedChoice& choice)
    {
        return choice.ValueOf(m_random.Next() % choice.GetTotal());
    }

    /// Single precision, and whole microseconds, are part of the rule.
    double DrawGap()
    {
        const double drawn = m_random.Next() % GlibcRandom::MAX;
        const auto survival = static_cast<float>(1.0 - drawn / GlibcRandom::MAX);
        return std::floor(-std::log(survival) / m_rate) + 0.0; // no -0
    }

    const PoissonConfig& m_config;
    std::shared_ptr<const SizeDistribution> m_sizes;
    double m_rate;
    GlibcRandom m_random;
};

/// The Python tool's rule.
class PythonDraws : public PoissonDraws
{
  public:
    PythonDraws(const PoissonConfig& config,
                std::shared_ptr<const SizeDistribution> sizes,
                double meanBytes,
                double megabitsPerSecond,
                int64_t seed)
        : PoissonDraws(meanBytes, meanBytes * 8 / megabitsPerSecond),
          m_config(config),
          m_sizes(std::move(sizes)),
          m_flowsPerSecond(megabitsPerSecond * 1000000 / (meanBytes * 8)),
          m_random(seed)
    {
    }

    void Draw(PoissonRequest& request) override
    {
        request.drawnBytes = std::max(1.0, m_sizes->Draw(m_random));
        request.bytes = static_cast<uint64_t>(request.drawnBytes);
        request.servers.assign(1, m_turn);
        m_turn = m_turn + 1 == m_config.servers.size() ? 0 : m_turn + 1;
        request.dscp = m_config.dscp.GetLargestValue();
        request.rateMbps = m_config.rates.GetLargestValue();
        double uniform;
        do
        {
            uniform = m_random.Random();
        } while (uniform == 0);
        request.gapUs = -std::log(1 - uniform) / m_flowsPerSecond * 1e6;
    }

    bool StartsAtOnce() const override
    {
        return true;
    }

  private:
    const PoissonConfig& m_config;
    std::shared_ptr<const SizeDistribution> m_sizes;
    double m_flowsPerSecond;
    uint32_t m_turn{0};
    PythonRandom m_random;
};

} // namespace

PoissonSources
PoissonSources::Streams(int64_t first)
{
    const auto make = [&first] {
        const auto source = std::make_shared<StreamUniformSource>();
        source->SetStream(first++);
        return source;
    };
    PoissonSources sources;
    sources.sizes = make();
    sources.gaps = make();
    sources.servers = make();
    sources.dscp = make();
    sources.rates = make();
    sources.fanouts = make();
    return sources;
}

PoissonSources
PoissonSources::Shared(const std::shared_ptr<UniformSource>& source)
{
    return {source, source, source, source, source, source};
}

std::unique_ptr<PoissonDraws>
PoissonDraws::Own(const PoissonConfig& config,
                  double megabitsPerSecond,
                  PoissonSources sources,
                  std::optional<uint32_t> self)
{
    CheckLoad(config, megabitsPerSecond);
    uint64_t weight = 0;
    std::size_t others = 0;
    for (std::size_t server = 0; server < config.servers.size(); ++server)
    {
        if (server != self)
        {
            ++others;
            weight += config.servers[server].weight;
        }
    }
    if (weight == 0)
    {
        Refuse(config, "there is no server", self ? "one besides the client itself" : "one server");
    }
    if (config.distinctServers && config.fanouts.GetLargestValue() > others)
    {
        Refuse(config,
               "a request has " + std::to_string(config.fanouts.GetLargestValue()) + " flows, of " +
                   std::to_string(others) + " different servers",
               "a smaller fan-out, or more servers");
    }
    if (!(config.sizes->GetLimitedMean(MAX_BYTES) > 0))
    {
        Refuse(config, "the mean size is 0", "sizes that are not all 0");
    }
    return std::make_unique<OwnDraws>(config, megabitsPerSecond, std::move(sources), self);
}

std::unique_ptr<PoissonDraws>
PoissonDraws::Hkust(const PoissonConfig& config, double megabitsPerSecond, uint32_t seed)
{
    CheckLoad(config, megabitsPerSecond);
    if (config.servers.empty())
    {
        Refuse(config, "there is no server", "one server");
    }
    const std::string tool = "HKUST's tool";
    auto sizes = GetTable(config, tool, SizeDistribution::Sampling::LINEAR);
    if (sizes->GetPoints().back().size > MAX_BYTES)
    {
        Refuse(config, "the largest size has more than 32 bits", "sizes up to 4294967295");
    }
    const double period = std::floor(sizes->GetMean() * 8 / megabitsPerSecond / HKUST_GOODPUT);
    if (period < 1 || period > UINT32_MAX)
    {
        Refuse(config,
               tool + " cannot have a mean gap of " + std::to_string(period) + " us",
               "a bandwidth that makes it 1 us to 4294967295 us");
    }
    return std::make_unique<HkustDraws>(config,
                                        std::move(sizes),
                                        static_cast<uint32_t>(period),
                                        seed);
}

std::unique_ptr<PoissonDraws>
PoissonDraws::Python(const PoissonConfig& config, double megabitsPerSecond, int64_t seed)
{
    CheckLoad(config, megabitsPerSecond);
    if (config.servers.empty())
    {
        Refuse(config, "there is no server", "one server");
    }
    const std::string tool = "the Python tool";
    auto sizes = GetTable(config, tool, SizeDistribution::Sampling::STEP);
    for (const auto* choice : {&config.dscp, &config.rates, &config.fanouts})
    {
        if (choice->GetEntries().size() > 1)
        {
            Refuse(config,
                   tool + " knows no weights of DSCPs, rates or fan-outs",
                   "one value of each");
        }
    }
    if (config.fanouts.GetLargestValue() > 1)
    {
        Refuse(config, tool + " knows no requests of several flows", "a fan-out of 1");
    }
    double sum = 0;
    for (const auto& point : sizes->GetPoints())
    {
        sum += point.size;
    }
    if (!(sum > 0))
    {
        Refuse(config, "the mean size is 0", "sizes that are not all 0");
    }
    const double mean = sum / static_cast<double>(sizes->GetPoints().size());
    return std::make_unique<PythonDraws>(config, std::move(sizes), mean, megabitsPerSecond, seed);
}

PoissonDraws::PoissonDraws(double meanBytes, double meanGapUs)
    : m_meanBytes(meanBytes),
      m_meanGapUs(meanGapUs)
{
}

PoissonDraws::~PoissonDraws() = default;

double
PoissonDraws::GetMeanGapUs() const
{
    return m_meanGapUs;
}

double
PoissonDraws::GetMeanBytes() const
{
    return m_meanBytes;
}

} // namespace ns3
