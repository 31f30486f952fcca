using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Contracts;

/// <summary>An order as JSON and as XML, and the contracts for it.</summary>
internal static class ContractSamples
{
    public const string JsonSchema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Order placed",
          "type": "object",
          "required": ["id", "orderId", "placed", "channel", "status", "customer", "lines", "total"],
          "properties": {
            "id": { "type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" },
            "orderId": { "type": "string", "maxLength": 40 },
            "placed": { "type": "string", "format": "date-time" },
            "channel": { "enum": ["web", "shop", "phone", "partner"] },
            "status": { "enum": ["new", "paid", "sent", "returned"] },
            "customer": {
              "type": "object",
              "required": ["id", "segment"],
              "properties": {
                "id": { "type": "string", "pattern": "^c-[0-9]+$" },
                "segment": { "type": "string" },
                "country": { "type": "string", "minLength": 2, "maxLength": 2 }
              },
              "additionalProperties": false
            },
            "lines": {
              "type": "array",
              "minItems": 1,
              "maxItems": 200,
              "items": { "$ref": "#/$defs/line" }
            },
            "total": { "$ref": "#/$defs/money" },
            "discount": { "$ref": "#/$defs/money" },
            "tags": { "type": "array", "items": { "type": "string", "maxLength": 20 }, "uniqueItems": true },
            "links": { "type": "array", "items": { "type": "object", "properties": { "rel": { "type": "string" }, "href": { "type": "string" } } } }
          },
          "additionalProperties": false,
          "$defs": {
            "line": {
              "type": "object",
              "required": ["sku", "quantity", "price"],
              "properties": {
                "sku": { "type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$" },
                "title": { "type": "string", "maxLength": 200 },
                "quantity": { "type": "integer", "minimum": 1, "maximum": 1000 },
                "price": { "$ref": "#/$defs/money" },
                "gift": { "type": "boolean" }
              },
              "additionalProperties": false
            },
            "money": {
              "type": "object",
              "required": ["amount", "currency"],
              "properties": {
                "amount": { "type": "number", "minimum": 0 },
                "currency": { "type": "string", "minLength": 3, "maxLength": 3 }
              },
              "additionalProperties": false
            }
          }
        }
        """;

    public const string XmlSchema = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:shop:order" targetNamespace="urn:shop:order" elementFormDefault="qualified">
          <xs:simpleType name="channel">
            <xs:restriction base="xs:string">
              <xs:enumeration value="web"/><xs:enumeration value="shop"/><xs:enumeration value="phone"/><xs:enumeration value="partner"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="sku"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{2}-[0-9]{4,8}"/></xs:restriction></xs:simpleType>
          <xs:complexType name="money">
            <xs:simpleContent>
              <xs:extension base="xs:decimal"><xs:attribute name="currency" type="xs:NMTOKEN" use="required"/></xs:extension>
            </xs:simpleContent>
          </xs:complexType>
          <xs:complexType name="line">
            <xs:sequence>
              <xs:element name="title" type="xs:string" minOccurs="0"/>
              <xs:element name="quantity" type="xs:positiveInteger"/>
              <xs:element name="price" type="money"/>
            </xs:sequence>
            <xs:attribute name="sku" type="sku" use="required"/>
            <xs:attribute name="gift" type="xs:boolean"/>
          </xs:complexType>
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="placed" type="xs:dateTime"/>
                <xs:element name="channel" type="channel"/>
                <xs:element name="line" type="line" maxOccurs="200"/>
                <xs:element name="total" type="money"/>
              </xs:sequence>
              <xs:attribute name="id" type="xs:string" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    private const int Lines = 11;

    public static string JsonEvent()
    {
        var text = new StringBuilder();
        text.Append("""
            {"id":"0f8fad5b-d9cb-469f-a165-70867728950e","orderId":"2026-000123","placed":"2026-01-31T12:00:00Z","channel":"web","status":"paid",
            "customer":{"id":"c-120045","segment":"returning","country":"DE"},"lines":[
            """);
        for (var i = 0; i < Lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                {{(i > 0 ? "," : "")}}{"sku":"AB-{{10000 + i}}","title":"A thing of the shop, number {{i}}, in blue","quantity":{{i + 1}},"price":{"amount":1{{i}}.95,"currency":"EUR"},"gift":false}
                """);
        }

        return text.Append("""
            ],"total":{"amount":1234.50,"currency":"EUR"},"discount":{"amount":12.5,"currency":"EUR"},"tags":["spring","vip","returning"],
            "links":[{"rel":"self","href":"https://shop.example/orders/2026-000123"},{"rel":"customer","href":"https://shop.example/customers/120045"}]}
            """).ToString();
    }

    public static string XmlEvent()
    {
        var text = new StringBuilder("""<order xmlns="urn:shop:order" id="2026-000123"><placed>2026-01-31T12:00:00Z</placed><channel>web</channel>""");
        for (var i = 0; i < Lines; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                <line sku="AB-{10000 + i}" gift="false"><title>A thing of the shop, number {i}, in blue</title><quantity>{i + 1}</quantity><price currency="EUR">1{i}.95</price></line>

                """);
        }

        return text.Append("""<total currency="EUR">1234.50</total></order>""").ToString();
    }
}
