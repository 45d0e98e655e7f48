/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/traffic-application.h"

#include "ns3/boolean.h"
#include "ns3/host-directory.h"
#include "ns3/string.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(TrafficApplication);

TypeId
TrafficApplication::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::TrafficApplication")
            .SetParent<Application>()
            .SetGroupName("SyntheticTraffic")
            .AddAttribute("Label",
                          "What transfers are called in the transfer table; when empty, each "
                          "application says in its own way.",
                          StringValue(""),
                          MakeStringAccessor(&TrafficApplication::m_label),
                          MakeStringChecker())
            .AddAttribute("MaxSegLifetime",
                          "Half the time that a closed connection's port and socket stay in "
                          "TIME_WAIT.",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&TrafficApplication::m_maxSegLifetime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("CopySockets",
                          "Copy sockets from one that ns-3's factory made, instead of making all "
                          "of them by it: cheaper, with the same results.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&TrafficApplication::m_copySockets),
                          MakeBooleanChecker())
            .AddTraceSource("Transfer",
                            "A transfer that this application started is over, or the simulation "
                            "is. Fires once for every transfer.",
                            MakeTraceSourceAccessor(&TrafficApplication::m_transferTrace),
                            "ns3::TrafficApplication::TransferTracedCallback");
    return tid;
}

int64_t
TrafficApplication::GetDefaultStream() const
{
    constexpr int64_t FIRST = int64_t{1} << 40;
    constexpr int64_t PER_NODE = int64_t{1} << 16;
    const auto node = GetNode();
    uint32_t place = 0;
    while (node->GetApplication(place) != this)
    {
        ++place;
    }
    return FIRST + node->GetId() * PER_NODE + place * MOST_STREAMS;
}

TcpSessionOptions
TrafficApplication::GetSessionOptions(bool nagle) const
{
    TcpSessionOptions options;
    options.maxSegLifetime = m_maxSegLifetime;
    options.nagle = nagle;
    options.copySockets = m_copySockets;
    return options;
}

std::string
TrafficApplication::GetHostName() const
{
    return HostDirectory::NameOf(GetNode());
}

} // namespace ns3
