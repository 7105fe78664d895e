package org.attune.web.signin;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/**
 * Whom the server let in by OpenID Connect. What counts is the identity token alone: it is made for
 * us, for one sign-in. The server would also let in whoever brings an access token along; that was
 * perhaps made for another program, and lets nobody in here.
 *
 * <p>One of the two classes that know the application server from inside; it can be loaded only
 * where single sign-on is set up.
 */
final class VerifiedPerson {

  private VerifiedPerson() {}

  /** What the identity token says, by the name of a claim; empty where there is none. */
  static Optional<Function<String, List<String>>> of(@Nullable Principal principal) {
    if (!(principal instanceof OidcPrincipal<?> person)) {
      return Optional.empty();
    }
    return Optional.ofNullable(person.getOidcSecurityContext().getIDToken())
        .map(said -> name -> Claims.values(said::getClaimValue, name));
  }
}
