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
class PoissonResultsHelper::Recorder
{
  public:
    Recorder(const Options& options, std::shared_ptr<const NetworkDescription> network);

    void Listen(Ptr<PoissonFlowApplication> application, ResultsHelper& results);
    void Finish(nlohmann::ordered_json& summary, ResultsHelper& results);
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
            std::optional<PoissonPath> path;
        };

        void SeeFlow(const PoissonFlowRecord& flow);
        void SeeRequest(const PoissonRequestRecord& request);
        std::optional<double> GetSlowdown(const PoissonFlowRecord& flow) const;

        Recorder* recorder;
        bool isPush;
        uint32_t node;
        std::vector<Server> servers;
        std::unique_ptr<ResultFile> requests;
        std::unique_ptr<OrderedRows> hkustFlows;
        std::unique_ptr<OrderedRows> hkustRequests;
    };

    void FindServers(Client& client, const PoissonFlowApplication& application) const;

    Options m_options;
    std::shared_ptr<const NetworkDescription> m_network;
    std::vector<std::unique_ptr<Client>> m_clients;
    PoissonSizeSummary m_sizes;
    bool m_hasReport{false};
    SlowdownBySize m_slowdowns; //!< for the report
    FlowList m_list;
};

PoissonResultsHelper::Recorder::Recorder(const Options& options,
                                         std::shared_ptr<const NetworkDescription> network)
    : m_options(options),
      m_network(std::move(network))
{
}

void
PoissonResultsHelper::Recorder::FindServers(Client& client,
                                            const PoissonFlowApplication& application) const
{
    auto& directory = *SimulationSingleton<HostDirectory>::Get();
    std::optional<NetworkPaths> paths;
    if (m_network && client.node < m_network->nodes.size())
    {
        paths.emplace(*m_network, client.node);
    }
    for (const auto& server : application.GetServers())
    {
        Client::Server known;
        known.port = server.port;
        const auto address = directory.Resolve(server.host);
        const auto name = address ? directory.NameOf(*address) : server.host;
        if (const auto place = m_network ? m_network->Find(name) : std::nullopt)
        {
            known.node = static_cast<uint32_t>(*place);
            auto links = paths ? paths->To(*place) : std::vector<const LinkProperties*>();
            if (!client.isPush)
            {
                std::reverse(links.begin(), links.end());
            }
            known.path = MakePath(links);
        }
        client.servers.push_back(known);
    }
}

void
PoissonResultsHelper::Recorder::Listen(Ptr<PoissonFlowApplication> application,
                                       ResultsHelper& results)
{
    m_hasReport = results.HasReport();
    auto& client = *m_clients.emplace_back(std::make_unique<Client>());
    client.recorder = this;
    client.isPush = application->IsPush();
    client.node = application->GetNode()->GetId();
    FindServers(client, *application);
    const auto stem = "poisson." + HostDirectory::NameOf(application->GetNode());
    if (m_options.hasRequests)
    {
        client.requests = std::make_unique<ResultFile>(results.ClaimNew(stem + ".requests", "csv"));
        **client.requests << std::fixed << std::setprecision(9)
                          << "id,size_bytes,fanout,dscp,rate_mbps,arrival_s,request_s,end_s,"
                             "finished\n";
    }
    if (m_options.writesHkust)
    {
        client.hkustFlows = std::make_unique<OrderedRows>(results.ClaimNew(stem + ".flows", "txt"));
    }
    if (m_options.writesHkust && m_options.hasRequests)
    {
        client.hkustRequests =
            std::make_unique<OrderedRows>(results.ClaimNew(stem + ".reqs", "txt"));
    }
    application->TraceConnectWithoutContext("Flow", MakeCallback(&Client::SeeFlow, &client));
    application->TraceConnectWithoutContext("Request", MakeCallback(&Client::SeeRequest, &client));
}

std::optional<double>
PoissonResultsHelper::Recorder::Client::GetSlowdown(const PoissonFlowRecord& flow) const
{
    const auto& path = servers[flow.server].path;
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
        file << ',' << request.nFinished << '\n';
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
PoissonResultsHelper::Recorder::Finish(nlohmann::ordered_json& summary, ResultsHelper& results)
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
    if (m_options.writesFlowList)
    {
        std::stable_sort(
            m_list.flows.begin(),
            m_list.flows.end(),
            [](const ListedFlow& a, const ListedFlow& b) { return a.start < b.start; });
        ResultFile file(results.ClaimNew("poisson.flow", "txt"));
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
PoissonResultsHelper::MakePath(const std::vector<const LinkProperties*>& links)
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
    for (const auto* link : links)
    {
        const auto frame = link->framing == LinkProperties::ETHERNET ? ETHERNET : PPP;
        path.links.push_back({8e9 / static_cast<double>(link->rate.GetBitRate()), above + frame});
        path.roundTrip += link->delay + link->delay;
    }
    return path;
}

void
PoissonResultsHelper::Collect(const ApplicationContainer& applications, ResultsHelper& results)
{
    const auto recorder = std::make_shared<Recorder>(m_options, m_network);
    for (auto each = applications.Begin(); each != applications.End(); ++each)
    {
        if (const auto application = DynamicCast<PoissonFlowApplication>(*each))
        {
            recorder->Listen(application, results);
        }
    }
    results.AddFinisher([recorder, &results](nlohmann::ordered_json& summary) {
        recorder->Finish(summary, results);
    });
    results.AddFigures([recorder](auto& figures) { recorder->AddFigure(figures); });
}

} // namespace ns3
