/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/poisson-results-helper.h"

#include "ns3/boolean.h"
#include "ns3/host-directory.h"
#include "ns3/network-path.h"
#include "ns3/poisson-hkust-results.h"
#include "ns3/poisson-path.h"
#include "ns3/result-file.h"
#include "ns3/simulation-singleton.h"
#include "ns3/slowdown-by-size.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <iomanip>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace ns3
{

namespace
{

/// @return the default of an attribute as it is now
template <typename Value>
auto
GetDefault(TypeId type, const std::string& name)
{
    TypeId::AttributeInformation information;
    type.LookupAttributeByName(name, &information);
    return DynamicCast<const Value>(information.initialValue)->Get();
}

} // namespace

/// Listens to the applications of one call of Collect, until their results are finished.
class PoissonResultsHelper::Recorder : public ResultsShare
{
  public:
    Recorder(const Options& options,
             std::shared_ptr<const NetworkDescription> network,
             ResultsHelper& results);

    void Listen(Ptr<PoissonFlowApplication> application);

    void Close() override;
    nlohmann::json Save() const override;
    void Merge(const nlohmann::json& saved) override;
    void Finish(nlohmann::ordered_json& summary) override;
    void AddFigure(std::vector<PlotFigure>& figures) const;

  private:
    /// One of the applications.
    struct Client
    {
        /// One of its servers.
        struct Server
        {
            std::optional<uint32_t> node; //!< none where it is not known
            uint16_t port;
        };

        void SeeFlow(const PoissonFlowRecord& flow);
        void SeeRequest(const PoissonRequestRecord& request);
        std::optional<double> GetSlowdown(const PoissonFlowRecord& flow);

        Recorder* recorder;
        bool isPush;
        uint32_t node;
        std::vector<Server> servers;
        std::unordered_map<uint32_t, std::optional<PoissonPath>> paths; //!< by server, when used
        std::unique_ptr<ResultFile> requests;
        std::unique_ptr<OrderedRows> hkustFlows;
        std::unique_ptr<OrderedRows> hkustRequests;
    };

    /// @return the place of a host in the network, or none
    std::optional<uint32_t> FindNode(const std::string& host);

    Options m_options;
    std::shared_ptr<const NetworkDescription> m_network;
    ResultsHelper& m_results;                                         //!< which owns this
    bool m_hasClients{false};                                         //!< on any rank
    std::optional<NetworkPaths> m_paths;                              //!< in m_network
    std::unordered_map<std::string, std::size_t> m_places;            //!< in m_network, by name
    std::unordered_map<std::string, std::optional<uint32_t>> m_hosts; //!< that were asked for
    std::vector<std::unique_ptr<Client>> m_clients;
    PoissonSizeSummary m_sizes;
    bool m_hasReport{false};
    SlowdownBySize m_slowdowns; //!< for the report
    FlowList m_list;
};

PoissonResultsHelper::Recorder::Recorder(const Options& options,
                                         std::shared_ptr<const NetworkDescription> network,
                                         ResultsHelper& results)
    : m_options(options),
      m_network(std::move(network)),
      m_results(results)
{
    if (m_network)
    {
        m_paths.emplace(*m_network);
        for (std::size_t i = 0; i < m_network->nodes.size(); ++i)
        {
            m_places[m_network->nodes[i]] = i;
        }
    }
}

std::optional<uint32_t>
PoissonResultsHelper::Recorder::FindNode(const std::string& host)
{
    const auto [known, isNew] = m_hosts.try_emplace(host);
    if (isNew)
    {
        auto& directory = *SimulationSingleton<HostDirectory>::Get();
        const auto address = directory.Resolve(host);
        const auto place = m_places.find(address ? directory.NameOf(*address) : host);
        if (place != m_places.end())
        {
            known->second = static_cast<uint32_t>(place->second);
        }
    }
    return known->second;
}

void
PoissonResultsHelper::Recorder::Listen(Ptr<PoissonFlowApplication> application)
{
    m_hasReport = m_results.HasReport();
    auto& client = *m_clients.emplace_back(std::make_unique<Client>());
    m_hasClients = true;
    client.recorder = this;
    client.isPush = application->IsPush();
    client.node = application->GetNode()->GetId();
    for (const auto& server : application->GetServers())
    {
        client.servers.push_back({FindNode(server.host), server.port});
    }
    const auto stem = "poisson." + HostDirectory::NameOf(application->GetNode());
    if (m_options.hasRequests)
    {
        client.requests =
            std::make_unique<ResultFile>(m_results.ClaimNew(stem + ".requests", "csv"));
        **client.requests << std::fixed << std::setprecision(9)
                          << "id,size_bytes,fanout,dscp,rate_mbps,arrival_s,request_s,end_s,"
                             "finished,open\n";
    }
    if (m_options.writesHkust)
    {
        client.hkustFlows =
            std::make_unique<OrderedRows>(m_results.ClaimNew(stem + ".flows", "txt"));
    }
    if (m_options.writesHkust && m_options.hasRequests)
    {
        client.hkustRequests =
            std::make_unique<OrderedRows>(m_results.ClaimNew(stem + ".reqs", "txt"));
    }
    application->TraceConnectWithoutContext("Flow", MakeCallback(&Client::SeeFlow, &client));
    application->TraceConnectWithoutContext("Request", MakeCallback(&Client::SeeRequest, &client));
}

std::optional<double>
PoissonResultsHelper::Recorder::Client::GetSlowdown(const PoissonFlowRecord& flow)
{
    const auto [known, isNew] = paths.try_emplace(flow.server);
    const auto& server = servers[flow.server].node;
    if (isNew && server && recorder->m_paths && node < recorder->m_network->nodes.size())
    {
        known->second = MakePath(isPush ? recorder->m_paths->Find(node, *server)
                                        : recorder->m_paths->Find(*server, node));
    }
    const auto& path = known->second;
    return path ? std::optional(path->GetSlowdown(flow.bytes, flow.end - *flow.requested))
                : std::nullopt;
}

void
PoissonResultsHelper::Recorder::Client::SeeFlow(const PoissonFlowRecord& flow)
{
    if (flow.isSuccess)
    {
        const auto slowdown = GetSlowdown(flow);
        recorder->m_sizes.Add(flow.bytes, flow.end - *flow.requested, slowdown);
        if (recorder->m_hasReport && slowdown)
        {
            recorder->m_slowdowns.Add(flow.bytes, *slowdown);
        }
    }
    if (hkustFlows)
    {
        std::string row;
        if (flow.isSuccess)
        {
            const auto completionUs = (flow.end - *flow.requested).GetMicroSeconds();
            HkustResult{flow.bytes, static_cast<uint64_t>(completionUs), flow.dscp, flow.rateMbps}
                .AppendFlowRow(row);
        }
        hkustFlows->Add(flow.number, std::move(row));
    }
    const auto& server = servers[flow.server];
    if (recorder->m_options.writesFlowList && server.node && *server.node != node)
    {
        ListedFlow listed{};
        listed.source = isPush ? node : *server.node;
        listed.destination = isPush ? *server.node : node;
        listed.priorityGroup = FlowList::DEFAULT_GROUP;
        listed.port = isPush ? server.port : FlowList::DEFAULT_PORT;
        listed.bytes = flow.bytes;
        listed.start = flow.arrival;
        recorder->m_list.flows.push_back(listed);
    }
}

void
PoissonResultsHelper::Recorder::Client::SeeRequest(const PoissonRequestRecord& request)
{
    if (requests)
    {
        auto& file = **requests;
        file << request.index << ',' << request.bytes << ',' << request.fanout << ','
             << request.dscp << ',' << request.rateMbps << ',' << request.arrival.GetSeconds()
             << ',';
        if (request.requested)
        {
            file << request.requested->GetSeconds();
        }
        file << ',';
        if (request.nFinished > 0)
        {
            file << request.end.GetSeconds();
        }
        file << ',' << request.nFinished << ',' << request.nOpen << '\n';
    }
    if (hkustRequests)
    {
        std::string row;
        if (request.nFinished > 0)
        {
            const auto completionUs = (request.end - *request.requested).GetMicroSeconds();
            HkustResult{request.bytes,
                        static_cast<uint64_t>(completionUs),
                        request.dscp,
                        request.rateMbps}
                .AppendRequestRow(row, request.fanout);
        }
        hkustRequests->Add(request.index, std::move(row));
    }
}

void
PoissonResultsHelper::Recorder::Close()
{
    for (const auto& client : m_clients)
    {
        if (client->requests)
        {
            client->requests->Close();
        }
        for (const auto* rows : {&client->hkustFlows, &client->hkustRequests})
        {
            if (*rows)
            {
                (*rows)->Close();
            }
        }
    }
}

nlohmann::json
PoissonResultsHelper::Recorder::Save() const
{
    auto flows = nlohmann::json::array();
    for (const auto& flow : m_list.flows)
    {
        flows.push_back({flow.source,
                         flow.destination,
                         flow.priorityGroup,
                         flow.port,
                         flow.bytes,
                         flow.start.GetTimeStep()});
    }
    return {{"has_clients", m_hasClients},
            {"sizes", m_sizes.Save()},
            {"slowdowns", m_slowdowns.Save()},
            {"flows", flows}};
}

void
PoissonResultsHelper::Recorder::Merge(const nlohmann::json& saved)
{
    m_hasClients = m_hasClients || saved.at("has_clients").get<bool>();
    m_sizes.Merge(saved.at("sizes"));
    m_slowdowns.Merge(saved.at("slowdowns"));
    for (const auto& flow : saved.at("flows"))
    {
        m_list.flows.push_back({flow.at(0).get<uint32_t>(),
                                flow.at(1).get<uint32_t>(),
                                flow.at(2).get<uint16_t>(),
                                flow.at(3).get<uint16_t>(),
                                flow.at(4).get<uint64_t>(),
                                TimeStep(flow.at(5).get<uint64_t>())});
    }
}

void
PoissonResultsHelper::Recorder::Finish(nlohmann::ordered_json& summary)
{
    if (!m_hasClients)
    {
        return;
    }
    if (m_options.writesFlowList)
    {
        // Each flow by what it is, so that those of several ranks have one order.
        std::sort(m_list.flows.begin(),
                  m_list.flows.end(),
                  [](const ListedFlow& a, const ListedFlow& b) {
                      return std::tie(a.start, a.source, a.destination, a.port, a.bytes) <
                             std::tie(b.start, b.source, b.destination, b.port, b.bytes);
                  });
        ResultFile file(m_results.ClaimNew("poisson.flow", "txt"));
        m_list.Write(*file);
        file.Close();
    }
    auto& sizes = summary["systems"]["poisson"]["sizes"];
    const auto label = m_options.label.empty() ? std::string("poisson") : m_options.label;
    auto key = label;
    for (int number = 2; sizes.contains(key); ++number)
    {
        key = label + "-" + std::to_string(number);
    }
    sizes[key] = m_sizes.ToJson();
}

void
PoissonResultsHelper::Recorder::AddFigure(std::vector<PlotFigure>& figures) const
{
    auto figure = m_slowdowns.MakeFigure(
        "plot-slowdown",
        "Slowdown by flow size" + (m_options.label.empty() ? "" : ": " + m_options.label));
    if (!figure.curves.empty())
    {
        figures.push_back(std::move(figure));
    }
}

PoissonResultsHelper::PoissonResultsHelper(Options options,
                                           std::shared_ptr<const NetworkDescription> network)
    : m_options(std::move(options)),
      m_network(std::move(network))
{
}

PoissonResultsHelper::~PoissonResultsHelper() = default;

std::optional<PoissonPath>
PoissonResultsHelper::MakePath(const std::vector<LinkProperties>& links)
{
    if (links.empty())
    {
        return std::nullopt;
    }
    constexpr uint32_t IP_AND_TCP = 20 + 20;
    constexpr uint32_t TIMESTAMPS = 12;
    constexpr uint32_t PPP = 2;
    constexpr uint32_t ETHERNET = 14;
    const uint32_t above =
        IP_AND_TCP +
        (GetDefault<BooleanValue>(TcpSocketBase::GetTypeId(), "Timestamp") ? TIMESTAMPS : 0);
    PoissonPath path;
    path.segmentBytes =
        static_cast<uint32_t>(GetDefault<UintegerValue>(TcpSocket::GetTypeId(), "SegmentSize"));
    for (const auto& link : links)
    {
        const auto frame = link.framing == LinkProperties::ETHERNET ? ETHERNET : PPP;
        path.links.push_back({8e9 / static_cast<double>(link.rate.GetBitRate()), above + frame});
        path.roundTrip += link.delay + link.delay;
    }
    return path;
}

void
PoissonResultsHelper::Collect(const ApplicationContainer& applications, ResultsHelper& results)
{
    const auto recorder = std::make_shared<Recorder>(m_options, m_network, results);
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        if (const auto application = DynamicCast<PoissonFlowApplication>(*each))
        {
            recorder->Listen(application);
        }
    }
    results.AddShare(recorder);
    results.AddFigures([recorder](auto& figures) { recorder->AddFigure(figures); });
}

} // namespace ns3
