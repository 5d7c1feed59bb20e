/** English words one letter away from a word of the lexicon that are no spelling mistakes: never "corrected". */
export const commonWords: ReadonlySet<string> = new Set(
  `thorn thorns stack stacks rack racks stalker open horse mouse stove clock plant train brain grain drain plain chain stain store score shore snore spore stove
  story storm stork stoke stole stony clove glove grove prove drove trove globe slope scope towel power lower mower flower
  bower sower sweet sheet shell spell smell swell small stall shall wheel steel steal steam stead bread board beard heart
  hearth earth north south mouth month cloth clothes cloud shout shoot shirt skirt short sport spoon moon noon soon roof
  root boot book cook look took hook rocket socket pocket locket bucket basket casket market mantle bottle battle cattle
  kettle turtle little title middle saddle paddle puddle candle handle bundle castle tackle table cable fable stable
  marsh harsh brush crush blush flush flesh fresh crash flash clash trash glass grass brass class cross dress press
  chess chest crest guest quest wrist twist treat great wheat cheat cheap chair hair stair train truck track trick brick
  brink drink blink black block clock cluck click slick stick stock smoke spoke stone stole phone prone crone throne
  crown crowd clown brown drown frown grown green queen greed creed breed bleed sleep sheep sleet fleet steep sweep
  skill skull scull spill still stilt guilt built quilt tower lover cover river liver silver sliver shiver diver driver
  dragon wagon demon lemon melon salon lion tiger eagle angel knight night light right sight fight might eight weight
  height bright flight fright wizard lizard witch watch match catch patch latch batch hatch ditch pitch stitch switch
  snake shake brake flake skate state slate plate place palace peace piece price prize pride bride bridge ridge fridge
  house horses houses human woman women child children person people animal bird birds beast monster ghost giant goblin
  troll fairy warrior soldier king queen prince pirate car cars truck boat ship ships plane train bicycle motor engine
  phone computer laptop screen camera guitar piano violin drum trumpet cake pizza burger apple orange banana grape cherry
  flower rose lily tulip daisy plant bush forest jungle mountain river lake island beach city town village street garden
  field farm barn mill bridge gate door window wall floor roof stairs ladder fence bench couch sofa pillow blanket curtain
  mirror picture frame poster flag banner cape cloak robe hat boots gloves belt armor armour bow arrow spear dagger knife
  fork spoon plate bowl cup mug glass jar pot pan kettle oven stove fridge sink bath shower toilet soap brush comb razor
  scarf stars space smart small sharp shark spark start stand stark leaf loaf wolf golf gulf calf half hand head face eyes
  nose mouth teeth tooth wings wing tail horns horn claws claw paws feet foot legs arms fingers hair beard skin body
  sound round found pound mound wound hound bound ground tired tried fried dried spied skied sized seized fated rated
  canal camel panel bagel label level lever never fever sever seven eleven waste paste taste haste chaste castes
  pulse purse nurse curse course coarse source sauce cause pause noise voice choice juice bruise cruise praise raise
  cactus campus circus census virus fungus lotus lettuce carrot parrot pirates planet planer plane cornet comet comets
  barred barren baron bacon beacon reason season person poison prison bison vision motion lotion nation station ration
  golfer goblet goblets gospel copier coper hopper pepper copter rusting resting testing fasting
  mending pending sending bending landing standing wedding bedding heading reading leading
  rusher rustle bustle hustle wooded worded hooded padded rocks socks locks clocks blocks flocks
  sanded handed landed candid`.split(/\s+/),
)
