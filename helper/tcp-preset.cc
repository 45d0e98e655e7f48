/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tcp-preset.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/rtt-estimator.h"
#include "ns3/string.h"
#include "ns3/tcp-congestion-ops.h"
#include "ns3/tcp-linux-cubic.h"
#include "ns3/tcp-linux-socket.h"
#include "ns3/tcp-prr-recovery.h"
#include "ns3/tcp-recovery-ops.h"
#include "ns3/tcp-session-host.h"
#include "ns3/tcp-socket-base.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <limits>
#include <map>
#include <set>
#include <sstream>

namespace ns3
{

namespace
{

/// What describes an attribute whose values are checked before ns-3 sees them.
struct AttributeOfTcp
{
    std::string name; //!< full name
    Ptr<const AttributeChecker> checker;

    /// @return the value that the document gives it; a problem, and nullptr, when it is wrong
    Ptr<const AttributeValue> Read(const JsonValue& json) const;

  private:
    Ptr<const AttributeValue> ReadTypeId(const JsonValue& json) const;
    Ptr<const AttributeValue> ReadEnum(const JsonValue& json) const;
    int64_t GetMinimum() const;
};

Ptr<const AttributeValue>
AttributeOfTcp::Read(const JsonValue& json) const
{
    constexpr auto INFINITE = std::numeric_limits<double>::infinity();
    const auto kind = checker->Create(); // a value of the right class
    Ptr<const AttributeValue> value;
    if (DynamicCast<UintegerValue>(kind))
    {
        value = Create<UintegerValue>(
            json.AsInteger(GetMinimum(), std::numeric_limits<int64_t>::max(), 1));
    }
    else if (DynamicCast<DoubleValue>(kind))
    {
        value = Create<DoubleValue>(json.AsNumber(-INFINITE, INFINITE, 1));
    }
    else if (DynamicCast<BooleanValue>(kind))
    {
        value = Create<BooleanValue>(json.AsBool());
    }
    else if (DynamicCast<TimeValue>(kind))
    {
        value = Create<TimeValue>(json.AsTime());
    }
    else if (DynamicCast<DataRateValue>(kind))
    {
        value = Create<DataRateValue>(json.AsDataRate());
    }
    else if (DynamicCast<TypeIdValue>(kind))
    {
        return ReadTypeId(json);
    }
    else if (checker->GetValueTypeName().rfind("ns3::EnumValue", 0) == 0) // a template since 3.41
    {
        return ReadEnum(json);
    }
    else
    {
        json.Refuse("this attribute cannot be set in a scenario");
        return nullptr;
    }
    if (!checker->CreateValidValue(*value))
    {
        json.Refuse(json.Quote() + " is out of range",
                    "expected " + checker->GetUnderlyingTypeInformation());
        return nullptr;
    }
    return value;
}

Ptr<const AttributeValue>
AttributeOfTcp::ReadTypeId(const JsonValue& json) const
{
    static const std::map<std::string, TypeId> bases{
        {"ns3::TcpL4Protocol::SocketType", TcpCongestionOps::GetTypeId()},
        {"ns3::TcpL4Protocol::RecoveryType", TcpRecoveryOps::GetTypeId()},
        {"ns3::TcpL4Protocol::RttEstimatorType", RttEstimator::GetTypeId()},
        {"ns3::TcpSessionHost::SocketType", TcpSocketBase::GetTypeId()},
    };
    const auto typeName = json.AsString();
    TypeId type;
    const auto base = bases.find(name);
    if (TypeId::LookupByNameFailSafe(typeName, &type) && type.HasConstructor() &&
        (base == bases.end() || type == base->second || type.IsChildOf(base->second)))
    {
        return Create<TypeIdValue>(type);
    }
    if (json.IsString())
    {
        json.Refuse(json.Quote() + " is no type that can be used here",
                    "expected a name such as \"ns3::TcpCubic\"");
    }
    return nullptr;
}

Ptr<const AttributeValue>
AttributeOfTcp::ReadEnum(const JsonValue& json) const
{
    std::istringstream text(checker->GetUnderlyingTypeInformation()); // "Off|On|AcceptOnly"
    std::vector<std::string> words;
    for (std::string word; std::getline(text, word, '|');)
    {
        words.push_back(word);
    }
    return checker->CreateValidValue(StringValue(json.AsChoice(words, words.front())));
}

/// ns-3 itself takes 0 here, and then sends nothing or divides by it.
int64_t
AttributeOfTcp::GetMinimum() const
{
    static const std::set<std::string> positive{"ns3::TcpSocket::SegmentSize",
                                                "ns3::TcpSocket::InitialCwnd",
                                                "ns3::TcpSocket::SndBufSize",
                                                "ns3::TcpSocket::RcvBufSize",
                                                "ns3::TcpSocket::ConnCount"};
    return positive.count(name);
}

/// An attribute by its full name; without a checker when there is none.
AttributeOfTcp
FindAttribute(const std::string& name)
{
    const auto colons = name.rfind("::");
    TypeId type;
    if (name.rfind("ns3::Tcp", 0) == 0 &&
        TypeId::LookupByNameFailSafe(name.substr(0, colons), &type))
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            const auto attribute = type.GetAttribute(i);
            if (attribute.name == name.substr(colons + 2))
            {
                return {name, attribute.checker};
            }
        }
    }
    return {name, nullptr};
}

} // namespace

TcpPreset::TcpPreset()
    : m_settings{
          // MTU 1500 less 20 bytes of IPv4, 20 of TCP and 12 of timestamps (RFC 7323, appendix A).
          {"ns3::TcpSocket::SegmentSize", Create<UintegerValue>(1448)},
          // RFC 6928; TCP_INIT_CWND in Linux' include/net/tcp.h.
          {"ns3::TcpSocket::InitialCwnd", Create<UintegerValue>(10)},
          // For sockets that are not TcpLinuxSocket: Linux acknowledges the first segments of a
          // connection one by one, which is what short transfers feel.
          {"ns3::TcpSocket::DelAckCount", Create<UintegerValue>(1)},
          // TCP_DELACK_MIN in include/net/tcp.h.
          {"ns3::TcpSocket::DelAckTimeout", Create<TimeValue>(MilliSeconds(40))},
          // The sizes up to which Linux grows buffers: maxima of net.ipv4.tcp_wmem and tcp_rmem
          // (Documentation/networking/ip-sysctl.rst).
          {"ns3::TcpSocket::SndBufSize", Create<UintegerValue>(4 * 1024 * 1024)},
          {"ns3::TcpSocket::RcvBufSize", Create<UintegerValue>(6 * 1024 * 1024)},
          // TCP_TIMEOUT_INIT in include/net/tcp.h (RFC 6298).
          {"ns3::TcpSocket::ConnTimeout", Create<TimeValue>(Seconds(1))},
          // net.ipv4.tcp_retries2 (ip-sysctl.rst).
          {"ns3::TcpSocket::DataRetries", Create<UintegerValue>(15)},
          // TCP_RTO_MIN in include/net/tcp.h.
          {"ns3::TcpSocketBase::MinRto", Create<TimeValue>(MilliSeconds(200))},
          // net.ipv4.tcp_sack, tcp_window_scaling and tcp_timestamps are 1 (ip-sysctl.rst).
          {"ns3::TcpSocketBase::Sack", Create<BooleanValue>(true)},
          {"ns3::TcpSocketBase::WindowScaling", Create<BooleanValue>(true)},
          {"ns3::TcpSocketBase::Timestamp", Create<BooleanValue>(true)},
          // DEFAULT_TCP_CONG in net/ipv4/Kconfig; doc/validation.rst says what it decides.
          {"ns3::TcpL4Protocol::SocketType", Create<TypeIdValue>(TcpLinuxCubic::GetTypeId())},
          {"ns3::TcpL4Protocol::RecoveryType", Create<TypeIdValue>(TcpPrrRecovery::GetTypeId())},
          // Linux' retransmission timeout is the round-trip time and what is larger of four
          // deviations and 200 ms (tcp_rto_min).
          {"ns3::TcpSocketBase::ClockGranularity", Create<TimeValue>(MilliSeconds(200))},
          {"ns3::TcpSessionHost::SocketType", Create<TypeIdValue>(TcpLinuxSocket::GetTypeId())},
      }
{
}

TcpPreset
TcpPreset::Linux()
{
    return {};
}

TcpPreset
TcpPreset::Ns3()
{
    TcpPreset preset;
    preset.m_settings.clear();
    return preset;
}

TcpPreset
TcpPreset::Read(const JsonValue& json)
{
    if (!json.IsObject())
    {
        return json.AsChoice({"linux", "ns3"}, "linux") == "linux" ? Linux() : Ns3();
    }
    TcpPreset preset = Linux();
    for (const auto& [name, value] : json.GetMembers())
    {
        const auto attribute = FindAttribute(name);
        if (!attribute.checker)
        {
            value.Refuse("there is no such attribute",
                         "expected a name such as \"ns3::TcpSocket::InitialCwnd\"");
        }
        else if (const auto setting = attribute.Read(value))
        {
            preset.m_settings.emplace_back(name, setting);
        }
    }
    return preset;
}

void
TcpPreset::Apply() const
{
    for (const auto& [name, value] : m_settings)
    {
        Config::SetDefault(name, *value);
    }
}

} // namespace ns3
