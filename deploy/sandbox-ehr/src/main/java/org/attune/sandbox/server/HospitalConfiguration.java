package org.attune.sandbox.server;

import ca.uhn.fhir.batch2.jobs.config.Batch2JobsConfig;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.ClientIdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.IdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.StoreMetaSourceInformationEnum;
import ca.uhn.fhir.jpa.api.config.ThreadPoolFactoryConfig;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.batch2.JpaBatch2Config;
import ca.uhn.fhir.jpa.config.HapiJpaConfig;
import ca.uhn.fhir.jpa.config.r4.JpaR4Config;
import ca.uhn.fhir.jpa.config.util.HapiEntityManagerFactoryUtil;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.config.SubscriptionSettings;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.TagStorageModeEnum;
import ca.uhn.fhir.jpa.provider.IJpaSystemProvider;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.jpa.subscription.channel.config.SubscriptionChannelConfig;
import ca.uhn.fhir.jpa.subscription.match.config.SubscriptionProcessorConfig;
import ca.uhn.fhir.jpa.subscription.match.deliver.email.IEmailSender;
import ca.uhn.fhir.jpa.subscription.submit.config.SubscriptionSubmitterConfig;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Properties;
import javax.sql.DataSource;
import org.hl7.fhir.dstu2.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * The parts of HAPI's JPA server that this hospital uses, set for a quick start and cheap writes.
 */
@Configuration
@Import({
  JpaR4Config.class,
  HapiJpaConfig.class,
  JpaBatch2Config.class,
  Batch2JobsConfig.class,
  SubscriptionSubmitterConfig.class,
  SubscriptionProcessorConfig.class,
  SubscriptionChannelConfig.class,
  ThreadPoolFactoryConfig.class
})
class HospitalConfiguration {

  @Bean
  JpaStorageSettings storageSettings() {
    var settings = new JpaStorageSettings();
    settings.setIndexMissingFields(IndexEnabledEnum.DISABLED);
    settings.setTagStorageMode(TagStorageModeEnum.INLINE);
    settings.setHibernateSearchIndexFullText(false);
    settings.setHibernateSearchIndexSearchParams(false);
    settings.setResourceClientIdStrategy(ClientIdStrategyEnum.ALPHANUMERIC);
    settings.setResourceServerIdStrategy(IdStrategyEnum.SEQUENTIAL_NUMERIC);
    settings.setStoreMetaSourceInformation(StoreMetaSourceInformationEnum.NONE);
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setEnableTaskPreExpandValueSets(false);
    settings.setPreExpandValueSets(false);
    settings.setEnableTaskBulkImportJobExecution(false);
    settings.setEnableTaskBulkExportJobExecution(false);
    settings.setEnableTaskResourceReindexing(false);
    settings.setMarkResourcesForReindexingUponSearchParameterChange(false);
    settings.setWriteToSearchParamIdentityTable(false);
    settings.setWriteToLegacyLobColumns(false);
    settings.setMatchUrlCacheEnabled(false);
    return settings;
  }

  @Bean
  PartitionSettings partitionSettings() {
    return new PartitionSettings();
  }

  @Bean
  SubscriptionSettings subscriptionSettings() {
    var settings = new SubscriptionSettings();
    settings.addSupportedSubscriptionType(SubscriptionChannelType.RESTHOOK);
    settings.setSubscriptionIntervalInMs(5_000);
    return settings;
  }

  /** HAPI insists on one; this hospital sends no mail. */
  @Bean
  IEmailSender emailSender() {
    return details -> {};
  }

  /** Takes the place of HAPI's own bean of this name. */
  @Bean
  ISearchParamRegistry searchParamRegistry() {
    return new FewSearchParameters();
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(Database database) {
    return database.open();
  }

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      ConfigurableListableBeanFactory beans,
      FhirContext context,
      JpaStorageSettings settings,
      DataSource dataSource,
      Database database) {
    var factory = HapiEntityManagerFactoryUtil.newEntityManagerFactory(beans, context, settings);
    factory.setPersistenceUnitName("HAPI_PU");
    factory.setDataSource(dataSource);
    var properties = new Properties();
    properties.put("hibernate.dialect", HapiFhirH2Dialect.class.getName());
    properties.put("hibernate.hbm2ddl.auto", database.isNew() ? "create" : "none");
    properties.put("hibernate.boot.allow_jdbc_metadata_access", "false");
    properties.put("hibernate.jdbc.batch_size", "200");
    properties.put("hibernate.order_inserts", "true");
    properties.put("hibernate.order_updates", "true");
    properties.put("hibernate.cache.use_query_cache", "false");
    properties.put("hibernate.cache.use_second_level_cache", "false");
    properties.put("hibernate.search.enabled", "false");
    factory.setJpaProperties(properties);
    return factory;
  }

  @Bean
  JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
    return new JpaTransactionManager(entityManagerFactory);
  }

  @Bean
  RestfulServer restfulServer(
      FhirContext context,
      IFhirSystemDao<Bundle, Meta> systemDao,
      DaoRegistry registry,
      IJpaSystemProvider systemProvider,
      ResourceProviderFactory providers,
      JpaStorageSettings settings,
      ISearchParamRegistry searchParameters,
      IValidationSupport validationSupport,
      DatabaseBackedPagingProvider paging) {
    registry.setSupportedResourceTypes(FewSearchParameters.SUPPORTED_TYPES);
    var server = new RestfulServer(context);
    server.registerProviders(providers.createProviders());
    server.registerProvider(systemProvider);
    var conformance =
        new JpaCapabilityStatementProvider(
            server, systemDao, settings, searchParameters, validationSupport);
    conformance.setImplementationDescription("Attune's stand-in hospital: synthetic clients only");
    server.setServerConformanceProvider(conformance);
    server.setDefaultResponseEncoding(EncodingEnum.JSON);
    paging.setDefaultPageSize(50);
    paging.setMaximumPageSize(500);
    server.setPagingProvider(paging);
    return server;
  }
}
