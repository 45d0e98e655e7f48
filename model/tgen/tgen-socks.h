/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_SOCKS_H
#define TGEN_SOCKS_H

#include "ns3/ipv4-address.h"
#include "ns3/tgen-stream-state.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{

/**
 * The two ends of a SOCKS5 handshake (RFC 1928, user and password by RFC 1929), apart from the
 * connection that carries it. Each end says how many bytes it waits for, so that nothing is read
 * which belongs to the stream behind the handshake.
 */

/// Where a proxy is to connect to.
struct TgenSocksTarget
{
    std::string name;                           //!< host name; empty: the address counts
    Ipv4Address address{Ipv4Address::GetAny()}; //!< where there is no name
    uint16_t port{0};                           //!< TCP
};

/// User and password for a proxy; TGen offers them when one of the two is there.
struct TgenSocksCredentials
{
    std::optional<std::string> username; //!< none: not offered
    std::optional<std::string> password; //!< none: not offered

    /// @return whether there is a user or a password
    bool AreSet() const
    {
        return username || password;
    }
};

/// What a proxy says to a request (RFC 1928, section 6).
enum class TgenSocksStatus : uint8_t
{
    GRANTED = 0,
    GENERAL_FAILURE = 1,
    NOT_ALLOWED = 2,
    NETWORK_UNREACHABLE = 3,
    HOST_UNREACHABLE = 4,
    REFUSED = 5,
    TTL_EXPIRED = 6,
    COMMAND_NOT_SUPPORTED = 7,
    ADDRESS_NOT_SUPPORTED = 8
};

/// @return a status in words, those of Tor (F0 to F7) included
const char* TgenSocksStatusName(uint8_t status);

/**
 * @ingroup synthetic-traffic
 * The client's end, as TGen 1.1.2 has it (tgen-transport.c). One method is offered: none, or user
 * and password. The address that the proxy reports is read and forgotten.
 */
class TgenSocksClient
{
  public:
    /// Strings beyond 255 bytes are cut, as the protocol cannot carry them.
    TgenSocksClient(TgenSocksTarget target, TgenSocksCredentials credentials);

    /// From INIT to SUCCESS_OPEN or ERROR.
    TgenTransportState GetState() const;
    /// CHOICE, AUTH, ADDR, VERSION or STATUS in state ERROR, else NONE.
    TgenTransportError GetError() const;
    /// What the proxy said to the request, once it has.
    uint8_t GetStatus() const;

    /// @return what to send now; empty when it is the proxy's turn
    std::string TakeMessage();
    /// @return how many bytes of the proxy are waited for; 0 when it is not its turn
    std::size_t GetMissing() const;
    /// @param bytes of the proxy, at most GetMissing() of them
    void Receive(std::string_view bytes);

  private:
    void Take();
    void Fail(TgenTransportError error);

    TgenSocksTarget m_target;
    TgenSocksCredentials m_credentials;
    TgenTransportState m_state{TgenTransportState::INIT};
    TgenTransportError m_error{TgenTransportError::NONE};
    uint8_t m_status{0};
    std::size_t m_wanted{0};
    std::string m_received;
};

/**
 * @ingroup synthetic-traffic
 * The proxy's end. It takes CONNECT to IPv4 addresses and to names. Without credentials of its own
 * it lets everybody in and agrees to either method, as Tor does.
 */
class TgenSocksServer
{
  public:
    /// What the proxy waits for.
    enum State
    {
        HANDSHAKE, //!< the client has to speak
        REQUESTED, //!< GetTarget() is where the client wants to go: answer with FormatReply()
        REFUSED    //!< send what Receive() returned and close
    };

    /// @param credentials that a client has to present; none are asked for when not set
    explicit TgenSocksServer(TgenSocksCredentials credentials);

    /// @return how far the handshake is
    State GetState() const;
    /// @return valid after the request
    const TgenSocksTarget& GetTarget() const;
    /// @return how many bytes of the client are waited for; 0 when it is not its turn
    std::size_t GetMissing() const;
    /**
     * @param bytes of the client, at most GetMissing() of them
     * @return what to send now, or empty
     */
    std::string Receive(std::string_view bytes);

    /// @return the answer to a request, with the address that the proxy connects from
    static std::string FormatReply(TgenSocksStatus status, Ipv4Address address, uint16_t port);

  private:
    /// Parts of the client's messages, each of which tells how long the next one is.
    enum Part
    {
        GREETING,
        METHODS,
        USER_LENGTH,
        USER,
        PASSWORD,
        REQUEST,
        IPV4,
        NAME_LENGTH,
        NAME
    };

    std::string Take();
    std::string TakeMethods();
    std::string TakeRequest();
    void Expect(Part part, std::size_t size);
    std::string Refuse(std::string answer);

    TgenSocksCredentials m_credentials;
    TgenSocksTarget m_target;
    State m_state{HANDSHAKE};
    Part m_part{GREETING};
    std::size_t m_wanted{2};
    std::string m_received;
    std::string m_user;
};

} // namespace ns3

#endif // TGEN_SOCKS_H
