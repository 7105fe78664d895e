package org.attune.sandbox.server;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A program that people open from here.
 *
 * @param client by which id it is known here
 * @param address where it is, without a slash at its end
 * @param staffSecret the secret with which it lets staff sign in here, or null
 */
public record App(String client, URI address, @Nullable String staffSecret) {

  /** One that lets nobody sign in by themselves. */
  public App(String client, URI address) {
    this(client, address, null);
  }

  /** The same, letting staff sign in. */
  public App with(String secret) {
    return new App(client, address, secret);
  }

  /** Where staff come in, and come back to from signing in. */
  String staffEntrance() {
    return address + "/staff/sign-in";
  }

  /** Where people come back to with a code. */
  String back() {
    return address + "/api/launch/back";
  }

  /** Where it is opened beside a chart. */
  String launch() {
    return address + "/api/launch";
  }

  /** Where it says which cards it has. */
  String cards() {
    return address + "/api/cds-services";
  }

  /** Where its keys are. */
  URI keys() {
    return URI.create(address + "/api/jwks");
  }

  /** What a browser calls it. */
  String origin() {
    return "%s://%s".formatted(address.getScheme(), address.getRawAuthority());
  }
}
