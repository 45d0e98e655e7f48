/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-socks.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

constexpr char SOCKS_VERSION = 5;
constexpr char AUTH_VERSION = 1;
constexpr char NO_AUTH = 0;
constexpr char USER_AND_PASSWORD = 2;
constexpr char NO_METHOD = '\xff';
constexpr char CONNECT = 1;
constexpr char RESERVED = 0;
constexpr char TYPE_IPV4 = 1;
constexpr char TYPE_NAME = 3;
constexpr std::size_t MAX_STRING = 255;

uint8_t
ByteAt(std::string_view bytes, std::size_t position)
{
    return static_cast<uint8_t>(bytes[position]);
}

uint16_t
PortAt(std::string_view bytes, std::size_t position)
{
    return static_cast<uint16_t>(ByteAt(bytes, position) << 8 | ByteAt(bytes, position + 1));
}

void
AppendAddress(std::string& message, Ipv4Address address)
{
    uint8_t quad[4];
    address.Serialize(quad);
    message.append(reinterpret_cast<const char*>(quad), sizeof(quad));
}

void
AppendPort(std::string& message, uint16_t port)
{
    message += static_cast<char>(port >> 8);
    message += static_cast<char>(port & 0xff);
}

void
AppendString(std::string& message, std::string_view text)
{
    text = text.substr(0, MAX_STRING);
    message += static_cast<char>(text.size());
    message += text;
}

} // namespace

const char*
TgenSocksStatusName(uint8_t status)
{
    static const char* const names[] = {"request granted",
                                        "general failure",
                                        "connection not allowed by ruleset",
                                        "network unreachable",
                                        "host unreachable",
                                        "connection refused by destination host",
                                        "TTL expired",
                                        "command not supported / protocol error",
                                        "address type not supported"};
    static const char* const torNames[] = {"(tor) onion service descriptor can not be found",
                                           "(tor) onion service descriptor is invalid",
                                           "(tor) onion service introduction failed",
                                           "(tor) onion service rendezvous failed",
                                           "(tor) onion service missing client authorization",
                                           "(tor) onion service wrong client authorization",
                                           "(tor) onion service invalid address",
                                           "(tor) onion service introduction timed out"};
    constexpr uint8_t FIRST_OF_TOR = 0xf0;
    if (status < std::size(names))
    {
        return names[status];
    }
    if (status >= FIRST_OF_TOR && status - FIRST_OF_TOR < static_cast<int>(std::size(torNames)))
    {
        return torNames[status - FIRST_OF_TOR];
    }
    return "unknown error";
}

// Client ------------------------------------------------------------------------------------------

TgenSocksClient::TgenSocksClient(TgenSocksTarget target, TgenSocksCredentials credentials)
    : m_target(std::move(target)),
      m_credentials(std::move(credentials))
{
}

TgenTransportState
TgenSocksClient::GetState() const
{
    return m_state;
}

TgenTransportError
TgenSocksClient::GetError() const
{
    return m_error;
}

uint8_t
TgenSocksClient::GetStatus() const
{
    return m_status;
}

std::string
TgenSocksClient::TakeMessage()
{
    std::string message;
    switch (m_state)
    {
    case TgenTransportState::INIT:
        message = {SOCKS_VERSION, 1, m_credentials.AreSet() ? USER_AND_PASSWORD : NO_AUTH};
        m_state = TgenTransportState::CHOICE;
        m_wanted = 2;
        break;
    case TgenTransportState::AUTH_REQUEST: {
        const std::string none(1, '\0'); // what TGen sends for the one that is missing
        message = {AUTH_VERSION};
        AppendString(message, m_credentials.username.value_or(none));
        AppendString(message, m_credentials.password.value_or(none));
        m_state = TgenTransportState::AUTH_RESPONSE;
        m_wanted = 2;
        break;
    }
    case TgenTransportState::REQUEST:
        message = {SOCKS_VERSION, CONNECT, RESERVED, m_target.name.empty() ? TYPE_IPV4 : TYPE_NAME};
        if (m_target.name.empty())
        {
            AppendAddress(message, m_target.address);
        }
        else
        {
            AppendString(message, m_target.name);
        }
        AppendPort(message, m_target.port);
        m_state = TgenTransportState::RESPONSE_STATUS;
        m_wanted = 2;
        break;
    default:
        break;
    }
    return message;
}

std::size_t
TgenSocksClient::GetMissing() const
{
    return m_wanted - m_received.size();
}

void
TgenSocksClient::Receive(std::string_view bytes)
{
    m_received += bytes;
    if (m_wanted > 0 && m_received.size() == m_wanted)
    {
        Take();
        m_received.clear();
    }
}

/// Take a part of the proxy's answer that is complete.
void
TgenSocksClient::Take()
{
    m_wanted = 0;
    switch (m_state)
    {
    case TgenTransportState::CHOICE:
        if (m_received[0] != SOCKS_VERSION ||
            m_received[1] != (m_credentials.AreSet() ? USER_AND_PASSWORD : NO_AUTH))
        {
            Fail(TgenTransportError::CHOICE);
        }
        else
        {
            m_state = m_credentials.AreSet() ? TgenTransportState::AUTH_REQUEST
                                             : TgenTransportState::REQUEST;
        }
        break;
    case TgenTransportState::AUTH_RESPONSE:
        if (m_received[0] != AUTH_VERSION)
        {
            Fail(TgenTransportError::VERSION);
        }
        else if (m_received[1] != 0)
        {
            Fail(TgenTransportError::AUTH);
        }
        else
        {
            m_state = TgenTransportState::REQUEST;
        }
        break;
    case TgenTransportState::RESPONSE_STATUS:
        m_status = ByteAt(m_received, 1);
        if (m_received[0] != SOCKS_VERSION)
        {
            Fail(TgenTransportError::VERSION);
        }
        else if (m_status != 0)
        {
            Fail(TgenTransportError::STATUS);
        }
        else
        {
            m_state = TgenTransportState::RESPONSE_TYPE;
            m_wanted = 2;
        }
        break;
    case TgenTransportState::RESPONSE_TYPE:
        switch (m_received[1])
        {
        case TYPE_IPV4:
            m_state = TgenTransportState::RESPONSE_IPV4;
            m_wanted = 6;
            break;
        case TYPE_NAME:
            m_state = TgenTransportState::RESPONSE_NAMELEN;
            m_wanted = 1;
            break;
        default:
            Fail(TgenTransportError::ADDR);
            break;
        }
        break;
    case TgenTransportState::RESPONSE_NAMELEN:
        m_state = TgenTransportState::RESPONSE_NAME;
        m_wanted = std::size_t{ByteAt(m_received, 0)} + 2;
        break;
    default: // RESPONSE_IPV4, RESPONSE_NAME
        m_state = TgenTransportState::SUCCESS_OPEN;
        break;
    }
}

void
TgenSocksClient::Fail(TgenTransportError error)
{
    m_state = TgenTransportState::ERROR;
    m_error = error;
}

// Proxy -------------------------------------------------------------------------------------------

TgenSocksServer::TgenSocksServer(TgenSocksCredentials credentials)
    : m_credentials(std::move(credentials))
{
}

TgenSocksServer::State
TgenSocksServer::GetState() const
{
    return m_state;
}

const TgenSocksTarget&
TgenSocksServer::GetTarget() const
{
    return m_target;
}

std::size_t
TgenSocksServer::GetMissing() const
{
    return m_state == HANDSHAKE ? m_wanted - m_received.size() : 0;
}

std::string
TgenSocksServer::Receive(std::string_view bytes)
{
    m_received += bytes;
    std::string answer;
    if (m_state == HANDSHAKE && m_received.size() == m_wanted)
    {
        answer = Take();
        m_received.clear();
    }
    return answer;
}

void
TgenSocksServer::Expect(Part part, std::size_t size)
{
    m_part = part;
    m_wanted = size;
}

std::string
TgenSocksServer::Refuse(std::string answer)
{
    m_state = REFUSED;
    return answer;
}

/// Take a part of the client's message that is complete. @return what to answer
std::string
TgenSocksServer::Take()
{
    switch (m_part)
    {
    case GREETING:
        if (m_received[0] != SOCKS_VERSION || m_received[1] == 0)
        {
            return Refuse({SOCKS_VERSION, NO_METHOD});
        }
        Expect(METHODS, ByteAt(m_received, 1));
        return "";
    case METHODS:
        return TakeMethods();
    case USER_LENGTH:
        if (m_received[0] != AUTH_VERSION)
        {
            return Refuse({AUTH_VERSION, 1});
        }
        Expect(USER, std::size_t{ByteAt(m_received, 1)} + 1); // and the length of the password
        return "";
    case USER:
        m_user = m_received.substr(0, m_received.size() - 1);
        if (const std::size_t length = ByteAt(m_received, m_received.size() - 1); length > 0)
        {
            Expect(PASSWORD, length);
            return "";
        }
        m_received.clear();
        [[fallthrough]];
    case PASSWORD:
        // A client sends a byte of 0 for the half that it has not.
        if (m_user != m_credentials.username.value_or(m_user) ||
            m_received != m_credentials.password.value_or(m_received))
        {
            return Refuse({AUTH_VERSION, 1});
        }
        Expect(REQUEST, 4);
        return {AUTH_VERSION, 0};
    case REQUEST:
        return TakeRequest();
    case NAME_LENGTH:
        Expect(NAME, std::size_t{ByteAt(m_received, 0)} + 2);
        return "";
    case IPV4:
        m_target.address =
            Ipv4Address::Deserialize(reinterpret_cast<const uint8_t*>(m_received.data()));
        break;
    case NAME:
        m_target.name = m_received.substr(0, m_received.size() - 2);
        break;
    }
    m_target.port = PortAt(m_received, m_received.size() - 2);
    m_state = REQUESTED;
    return "";
}

std::string
TgenSocksServer::TakeMethods()
{
    const bool knowsNone = m_received.find(NO_AUTH) != std::string::npos;
    const bool knowsPassword = m_received.find(USER_AND_PASSWORD) != std::string::npos;
    if (knowsNone && !m_credentials.AreSet())
    {
        Expect(REQUEST, 4);
        return {SOCKS_VERSION, NO_AUTH};
    }
    if (knowsPassword)
    {
        Expect(USER_LENGTH, 2);
        return {SOCKS_VERSION, USER_AND_PASSWORD};
    }
    return Refuse({SOCKS_VERSION, NO_METHOD});
}

std::string
TgenSocksServer::TakeRequest()
{
    const auto refuse = [this](TgenSocksStatus status) {
        return Refuse(FormatReply(status, Ipv4Address::GetAny(), 0));
    };
    if (m_received[0] != SOCKS_VERSION)
    {
        return refuse(TgenSocksStatus::GENERAL_FAILURE);
    }
    if (m_received[1] != CONNECT)
    {
        return refuse(TgenSocksStatus::COMMAND_NOT_SUPPORTED);
    }
    switch (m_received[3])
    {
    case TYPE_IPV4:
        Expect(IPV4, 6);
        return "";
    case TYPE_NAME:
        Expect(NAME_LENGTH, 1);
        return "";
    default:
        return refuse(TgenSocksStatus::ADDRESS_NOT_SUPPORTED);
    }
}

std::string
TgenSocksServer::FormatReply(TgenSocksStatus status, Ipv4Address address, uint16_t port)
{
    std::string reply{SOCKS_VERSION, static_cast<char>(status), RESERVED, TYPE_IPV4};
    AppendAddress(reply, address);
    AppendPort(reply, port);
    return reply;
}

} // namespace ns3
