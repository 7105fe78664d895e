package org.attune.fhir.client;

import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.attune.ehr.PublicKeys;

/** The public parts of our keys, as a JWKS. */
@Stateless
@Local(PublicKeys.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PublishedKeys implements PublicKeys {

  private final ClientKeys keys;

  @Inject
  public PublishedKeys(ClientKeys keys) {
    this.keys = keys;
  }

  @Override
  public String keySet() {
    return keys.published().toString(true);
  }

  @Override
  public Duration remembered() {
    return ClientKeys.REMEMBERED;
  }
}
